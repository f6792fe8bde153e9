/* As upstream, under the name __reallocarray too, which wasi-libc exports. */
#define _BSD_SOURCE
#include <errno.h>
#include <stdlib.h>

void *__reallocarray(void *p, size_t n, size_t size)
{
	size_t all;
	if (__builtin_mul_overflow(n, size, &all)) {
		errno = ENOMEM;
		return 0;
	}
	return realloc(p, all);
}

weak_alias(__reallocarray, reallocarray);
