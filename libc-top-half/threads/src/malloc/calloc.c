#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Other threads may have used the memory between two calls, so it is cleared each time. */
void *calloc(size_t m, size_t n)
{
	size_t all;
	if (__builtin_mul_overflow(m, n, &all)) {
		errno = ENOMEM;
		return 0;
	}
	void *p = malloc(all);
	return p ? memset(p, 0, all) : 0;
}
