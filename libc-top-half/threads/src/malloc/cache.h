/* Small chunks that a thread has freed and may use again without the lock, in one list for each
 * size. Another thread may have allocated them. */
struct cache {
	struct chunk *list[QUICK_SIZES];
	unsigned char count[QUICK_SIZES];
};

extern hidden _Thread_local struct cache __heap_cache;

/* A list has at most so many. A full or an empty one trades half of that with the heap. */
#define CACHED 32

/* As malloc. *fresh is the address from which on the memory was never used and is zero. */
hidden void *__heap_allocate(size_t n, uintptr_t *fresh);
