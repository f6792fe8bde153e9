#include <stdlib.h>
#include <string.h>
#include "heap.h"

void *__libc_realloc(void *p, size_t n)
{
	if (!p) return __libc_malloc(n);
	if (n > MAX_REQUEST) {
		errno = ENOMEM;
		return 0;
	}
	LOCK(__heap_lock);
	struct chunk *c = chunk_of(p);
	size_t size = chunk_size(n);
	int fits = size <= SIZE(c);
	if (fits) __heap_trim(c, size);
	else fits = __heap_extend(c, size);
	UNLOCK(__heap_lock);
	if (fits) return p;
	void *q = __libc_malloc(n);
	if (!q) return 0;
	memcpy(q, p, SIZE(c) - sizeof(uint32_t));
	__libc_free(p);
	return q;
}
