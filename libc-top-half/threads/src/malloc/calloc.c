#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "heap.h"
#include "cache.h"

/* As in the common overlay. Other threads use memory between two calls, so malloc's part of
 * this is one call with the address from which on it is zero. */
void *calloc(size_t m, size_t n)
{
	size_t all;
	if (__builtin_mul_overflow(m, n, &all)) {
		errno = ENOMEM;
		return 0;
	}
	void *(*who)(size_t) = malloc;
	__asm__ ("" : "+r"(who));
	uintptr_t fresh = -1;
	char *p = who == __libc_malloc ? __heap_allocate(all, &fresh) : malloc(all);
	if (!p || (uintptr_t)p >= fresh) return p;
	size_t used = fresh - (uintptr_t)p;
	return memset(p, 0, all < used ? all : used);
}
