#include <stdlib.h>
#include "heap.h"

void *aligned_alloc(size_t align, size_t n)
{
	if (!align || (align & (align - 1))) {
		errno = EINVAL;
		return 0;
	}
	if (align <= 16) return __libc_malloc(n);
	if (n > MAX_REQUEST || align > MAX_REQUEST - n) {
		errno = ENOMEM;
		return 0;
	}
	void *p = __libc_malloc(n + align + MIN_SIZE);
	if (!p) return 0;
	struct chunk *c = CHUNK(p);
	size_t skip = -(uintptr_t)p & (align - 1);
	LOCK(__heap_lock);
	if (skip) {
		struct chunk *front = c;
		c = AFTER(front, skip);
		c->head = (SIZE(front) - skip) | LIVE | IN_USE | PREV_IN_USE;
		__heap_release(front, skip);
	}
	__heap_trim(c, chunk_size(n));
	UNLOCK(__heap_lock);
	return PAYLOAD(c);
}
