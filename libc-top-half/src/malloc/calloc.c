#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern hidden uintptr_t __heap_fresh(void);

/* Memory that our malloc returns for the first time is already zero. */
void *calloc(size_t m, size_t n)
{
	size_t all;
	if (__builtin_mul_overflow(m, n, &all)) {
		errno = ENOMEM;
		return 0;
	}
	uintptr_t fresh = __heap_fresh();
	char *p = malloc(all);
	if (!p) return 0;
	/* The program may have a malloc of its own. The compiler treats two names as two
	 * functions, unless it cannot see them. */
	void *(*who)(size_t) = malloc;
	__asm__ ("" : "+r"(who));
	size_t dirty = all;
	if (who == __libc_malloc) {
		if ((uintptr_t)p >= fresh) return p;
		if (dirty > fresh - (uintptr_t)p) dirty = fresh - (uintptr_t)p;
	}
	return memset(p, 0, dirty);
}
