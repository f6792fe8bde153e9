#include <stdlib.h>
#include "heap.h"
#include "cache.h"

/* Half of a full list goes to the heap. */
static __attribute__((__noinline__)) void give_half(size_t i)
{
	struct chunk *first = __heap_cache.list[i], *last = first;
	for (int n = 1; n < CACHED / 2; n++) last = last->next;
	__heap_cache.list[i] = last->next;
	__heap_cache.count[i] -= CACHED / 2;
	LOCK(__heap_lock);
	last->next = __heap_quick[i];
	__heap_quick[i] = first;
	__heap_pending = 1;
	UNLOCK(__heap_lock);
}

void __libc_free(void *p)
{
	if (!p) return;
	struct chunk *c = chunk_of(p);
	size_t size = SIZE(c), i = size / 16;
	if (IS_QUICK(size)) {
		if (__heap_cache.count[i] == CACHED) give_half(i);
		CLEAR_LIVE(c);
		c->next = __heap_cache.list[i];
		__heap_cache.list[i] = c;
		__heap_cache.count[i]++;
		return;
	}
	LOCK(__heap_lock);
	__heap_release(chunk_of(p), size);
	UNLOCK(__heap_lock);
}
