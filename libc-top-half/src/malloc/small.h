/* Small chunks of one thread: those in the quick lists first. */
static inline void *allocate(size_t n)
{
	if (n < QUICK_SIZES * 16 - 19) {
		size_t size = chunk_size(n);
		struct chunk **list = &__heap_quick[size / 16], *c = *list;
		if (c) {
			uint32_t head = c->head;
			if ((head & ~PREV_IN_USE) != (size | IN_USE)) a_crash();
			*list = c->next;
			c->head = head | LIVE;
			return PAYLOAD(c);
		}
	}
	return take(n);
}

void *__libc_malloc(size_t n)
{
	LOCK(__heap_lock);
	void *p = allocate(n);
	UNLOCK(__heap_lock);
	return p;
}
