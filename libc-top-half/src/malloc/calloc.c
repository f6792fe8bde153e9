#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern hidden uintptr_t __heap_fresh;

/* The links of a free chunk. */
#define LINKS 8

/* Memory that our malloc returns for the first time is already zero. */
void *calloc(size_t m, size_t n)
{
	size_t all;
	if (__builtin_mul_overflow(m, n, &all)) {
		errno = ENOMEM;
		return 0;
	}
	char *p = malloc(all);
	if (!p) return 0;
	size_t dirty = all;
	/* The compiler treats two names as two functions, unless it cannot see them. */
	void *(*who)(size_t) = malloc;
	__asm__ ("" : "+r"(who));
	if (who == __libc_malloc) {
		if ((uintptr_t)p + LINKS > __heap_fresh) dirty = LINKS;
		else dirty = __heap_fresh - (uintptr_t)p;
	}
	return memset(p, 0, dirty < all ? dirty : all);
}
