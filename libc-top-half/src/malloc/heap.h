#include <errno.h>
#include <features.h>
#include <stddef.h>
#include <stdint.h>
#include "atomic.h"

/* Memory is a row of chunks, each of a multiple of 16 bytes. The program's block
 * begins 8 bytes into its chunk, at a multiple of 16, and ends 4 bytes into the next
 * chunk, whose prev_size is valid only while this one is free. No two free chunks are
 * neighbours. A row ends in a chunk of size 0 that is in use. */
struct chunk {
	uint32_t prev_size;
	uint32_t head;
	/* In a free chunk: its neighbours in the list of chunks of about its size. */
	struct chunk *next, *prev;
};

#define IN_USE 1U
#define PREV_IN_USE 2U
#define SIZE(c) ((c)->head & -16U)
#define AFTER(c, n) ((struct chunk *)((char *)(c) + (n)))
#define PAYLOAD(c) ((void *)&(c)->next)
#define CHUNK(p) ((struct chunk *)((char *)(p) - offsetof(struct chunk, next)))

#define MIN_SIZE sizeof(struct chunk)
#define MAX_REQUEST 0x7fff0000U

/* The size of the chunk for n bytes. */
static inline size_t chunk_size(size_t n)
{
	size_t size = (n + sizeof(uint32_t) + 15) & -16;
	return size < MIN_SIZE ? MIN_SIZE : size;
}

/* The chunk of an address that the program frees. */
static inline struct chunk *chunk_of(void *p)
{
	struct chunk *c = CHUNK(p);
	if ((uintptr_t)p % 16 || !(c->head & IN_USE) || !(AFTER(c, SIZE(c))->head & PREV_IN_USE))
		a_crash();
	return c;
}

/* A chunk in use becomes free, and one with its free neighbours. */
hidden void __heap_release(struct chunk *);

/* A chunk in use is cut to this size, if the rest is large enough for a chunk. */
hidden void __heap_trim(struct chunk *, size_t);

/* A chunk in use absorbs the free one after it, if that is enough for this size. */
hidden int __heap_extend(struct chunk *, size_t);

/* The first address that was never allocated before the last malloc: memory from
 * there on is zero except for the two links of a free chunk. */
extern hidden uintptr_t __heap_fresh;
