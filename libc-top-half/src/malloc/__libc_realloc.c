#include <stdlib.h>
#include <string.h>
#include "heap.h"

void *__libc_realloc(void *p, size_t n)
{
	if (!p) return __libc_malloc(n);
	struct chunk *c = chunk_of(p);
	if (n > MAX_REQUEST) {
		errno = ENOMEM;
		return 0;
	}
	size_t size = chunk_size(n);
	if (size <= SIZE(c)) {
		__heap_trim(c, size);
		return p;
	}
	if (__heap_extend(c, size)) return p;
	void *q = __libc_malloc(n);
	if (!q) return 0;
	memcpy(q, p, SIZE(c) - sizeof(uint32_t));
	__libc_free(p);
	return q;
}
