#include <errno.h>
#include <features.h>
#include <stddef.h>
#include <stdint.h>
#include "atomic.h"
#include "head.h"
#include "lock.h"

/* The heap is made of rows of chunks, each of a multiple of 16 bytes. The program's block
 * begins 8 bytes into its chunk, at a multiple of 16, and ends 4 bytes into the next chunk,
 * whose prev_size is valid only while this one is free.
 *
 * The flags in the head say what a chunk is:
 *   LIVE | IN_USE   the program has it
 *   IN_USE          the program has freed it, and it is in a quick list, not yet joined with
 *                   its neighbours; or it is the top, or the chunk of size 0 that ends a row
 *   neither         it is free and known to malloc.c. No two free chunks are neighbours.
 *
 * The last row ends in the top: unused memory, from which new chunks are cut when no free
 * one is large enough. Its head has no size. */
struct chunk {
	uint32_t prev_size;
	uint32_t head;
	/* In a free chunk: its neighbours in the list. A quick list has only next. */
	struct chunk *next, *prev;
};

#define AFTER(c, n) ((struct chunk *)((char *)(c) + (n)))
#define PAYLOAD(c) ((void *)&(c)->next)
#define CHUNK(p) ((struct chunk *)((char *)(p) - offsetof(struct chunk, next)))

#define MIN_SIZE sizeof(struct chunk)
#define MAX_REQUEST 0x7fff0000U

/* The size of the chunk for n bytes. */
static inline size_t chunk_size(size_t n)
{
	return (n + sizeof(uint32_t) + 15) & -16;
}

/* The chunk of an address that the program frees. */
static inline struct chunk *chunk_of(void *p)
{
	struct chunk *c = CHUNK(p);
	if ((uintptr_t)p % 16 || !(c->head & LIVE) || !(AFTER(c, SIZE(c))->head & PREV_IN_USE))
		a_crash();
	return c;
}

/* Held while chunks are read or changed. */
extern hidden volatile int __heap_lock[1];

/* Small chunks that the program has freed, in one list for each size. malloc returns them
 * again as they are. */
#define QUICK_SIZES 32
#define IS_QUICK(size) ((size) < QUICK_SIZES * 16)
extern hidden struct chunk *__heap_quick[QUICK_SIZES];

/* Not 0 if these lists may have chunks. */
extern hidden int __heap_pending;

/* Makes a chunk in use, of this size, free, and joins it with its free neighbours. */
hidden void __heap_release(struct chunk *, size_t);

/* Cuts a live chunk to this size, and frees the rest. */
hidden void __heap_trim(struct chunk *, size_t);

/* Extends a live chunk to this size, if enough memory after it is free. */
hidden int __heap_extend(struct chunk *, size_t);

/* Memory from this address on was never allocated, and is zero. */
hidden uintptr_t __heap_fresh(void);
