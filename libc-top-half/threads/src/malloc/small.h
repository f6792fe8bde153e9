#include "cache.h"
#include "libc.h"

_Thread_local struct cache __heap_cache;

/* The chunks of threads that have ended, of all sizes. */
static void *volatile orphans;

/* Replaces a weak function of clone.c. At the end of a thread, it may not take the lock any
 * more. */
void __heap_leave(void)
{
	struct chunk *all = 0;
	for (int i = 0; i < QUICK_SIZES; i++) {
		struct chunk *c = __heap_cache.list[i], *next;
		for (; c; c = next) {
			next = c->next;
			c->next = all;
			all = c;
		}
	}
	if (!all) return;
	struct chunk *last = all;
	while (last->next) last = last->next;
	void *old;
	do last->next = old = orphans;
	while (a_cas_p(&orphans, old, all) != old);
}

static void give(struct chunk *c)
{
	struct chunk **list = &__heap_quick[SIZE(c) / 16];
	c->next = *list;
	*list = c;
	__heap_pending = 1;
}

/* With the lock: only its holder takes any away, so they are none or more. */
static void adopt(void)
{
	struct chunk *c = orphans, *next;
	while (a_cas_p(&orphans, c, 0) != c) c = orphans;
	for (; c; c = next) {
		next = c->next;
		give(c);
	}
}

/* Cuts a chunk in use into cached ones of this size, except for the first. */
static void divide(struct chunk *first, size_t size)
{
	struct cache *own = &__heap_cache;
	size_t rest = SIZE(first) - size;
	first->head -= rest;
	for (struct chunk *c = AFTER(first, size); rest; c = AFTER(c, size), rest -= size) {
		c->head = size | IN_USE | PREV_IN_USE;
		c->next = own->list[size / 16];
		own->list[size / 16] = c;
		own->count[size / 16]++;
	}
}

/* With the lock: a small chunk, and some more for the cache, which has none. */
static void *refill(size_t n)
{
	size_t size = chunk_size(n), i = size / 16;
	struct chunk *c = __heap_quick[i];
	if (!c) {
		size_t count = size < 64 ? CACHED / 2 : 1024 / size;
		/* A thread alone needs no stock. */
		void *p = libc.need_locks ? take(count * size - sizeof(uint32_t)) : 0;
		if (!p) return take(n);
		divide(CHUNK(p), size);
		return p;
	}
	struct chunk *last = c;
	int more = 0;
	for (; more < CACHED / 2 && last->next; more++) last = last->next;
	__heap_quick[i] = last->next;
	last->next = 0;
	__heap_cache.list[i] = c->next;
	__heap_cache.count[i] = more;
	if ((c->head & ~PREV_IN_USE) != (size | IN_USE)) a_crash();
	SET_LIVE(c);
	return PAYLOAD(c);
}

void *__heap_allocate(size_t n, uintptr_t *fresh)
{
	int small = n < QUICK_SIZES * 16 - 19;
	if (small) {
		size_t size = chunk_size(n);
		struct chunk **list = &__heap_cache.list[size / 16], *c = *list;
		if (c) {
			if ((c->head & ~PREV_IN_USE) != (size | IN_USE)) a_crash();
			*list = c->next;
			__heap_cache.count[size / 16]--;
			SET_LIVE(c);
			*fresh = -1;
			return PAYLOAD(c);
		}
	}
	LOCK(__heap_lock);
	if (orphans) adopt();
	*fresh = __heap_fresh();
	void *p = small ? refill(n) : take(n);
	UNLOCK(__heap_lock);
	return p;
}

void *__libc_malloc(size_t n)
{
	uintptr_t fresh;
	return __heap_allocate(n, &fresh);
}
