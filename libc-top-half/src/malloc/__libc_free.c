#include <stdlib.h>
#include "heap.h"

void __libc_free(void *p)
{
	if (!p) return;
	LOCK(__heap_lock);
	struct chunk *c = chunk_of(p);
	size_t size = SIZE(c);
	if (IS_QUICK(size)) {
		struct chunk **list = &__heap_quick[size / 16];
		c->head ^= LIVE;
		c->next = *list;
		*list = c;
		__heap_pending = 1;
	} else {
		__heap_release(c, size);
	}
	UNLOCK(__heap_lock);
}
