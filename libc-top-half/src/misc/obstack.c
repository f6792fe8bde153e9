#include <obstack.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int obstack_exit_failure = EXIT_FAILURE;

static void memory_is_out(void)
{
	fputs("memory exhausted\n", stderr);
	exit(obstack_exit_failure);
}

void (*obstack_alloc_failed_handler)(void) = memory_is_out;

/* With malloc's overhead, a block has one page. */
#define CHUNK_SIZE (4096 - 32)

static struct _obstack_chunk *take(struct obstack *h, size_t size)
{
	void *chunk = h->use_extra_arg ? h->chunkfun.extra(h->extra_arg, size)
				       : h->chunkfun.plain(size);
	if (!chunk) obstack_alloc_failed_handler();
	return chunk;
}

static void give_back(struct obstack *h, struct _obstack_chunk *chunk)
{
	if (h->use_extra_arg) h->freefun.extra(h->extra_arg, chunk);
	else h->freefun.plain(chunk);
}

/* The place of the first object of a chunk. */
static char *first(struct obstack *h, struct _obstack_chunk *chunk)
{
	uintptr_t contents = (uintptr_t)chunk->contents;
	return (char *)((contents + h->alignment_mask) & ~h->alignment_mask);
}

static int begin(struct obstack *h, size_t size, size_t alignment)
{
	if (!alignment) alignment = _Alignof(long double);
	size_t least = offsetof(struct _obstack_chunk, contents) + alignment;
	if (!size) size = CHUNK_SIZE;
	h->chunk_size = size < least ? least : size;
	h->alignment_mask = alignment - 1;
	struct _obstack_chunk *chunk = h->chunk = take(h, h->chunk_size);
	chunk->prev = 0;
	chunk->limit = h->chunk_limit = (char *)chunk + h->chunk_size;
	h->object_base = h->next_free = first(h, chunk);
	h->maybe_empty_object = 0;
	h->alloc_failed = 0;
	return 1;
}

int _obstack_begin(struct obstack *h, size_t size, size_t alignment, void *(*chunkfun)(size_t),
	void (*freefun)(void *))
{
	h->chunkfun.plain = chunkfun;
	h->freefun.plain = freefun;
	h->use_extra_arg = 0;
	return begin(h, size, alignment);
}

int _obstack_begin_1(struct obstack *h, size_t size, size_t alignment,
	void *(*chunkfun)(void *, size_t), void (*freefun)(void *, void *), void *arg)
{
	h->chunkfun.extra = chunkfun;
	h->freefun.extra = freefun;
	h->extra_arg = arg;
	h->use_extra_arg = 1;
	return begin(h, size, alignment);
}

/* Moves the growing object to a chunk with room for so much more of it. */
void _obstack_newchunk(struct obstack *h, size_t more)
{
	struct _obstack_chunk *old = h->chunk;
	size_t has = h->next_free - h->object_base, needs, size;

	size = h->alignment_mask + offsetof(struct _obstack_chunk, contents);
	if (__builtin_add_overflow(has, more, &needs) || __builtin_add_overflow(size, needs, &size))
		obstack_alloc_failed_handler();
	/* It may go on growing. */
	if (__builtin_add_overflow(size, has / 8 + 100, &size)) size = SIZE_MAX;
	if (size < h->chunk_size) size = h->chunk_size;

	struct _obstack_chunk *chunk = take(h, size);
	chunk->prev = old;
	chunk->limit = (char *)chunk + size;
	char *object = first(h, chunk);
	if (has) memcpy(object, h->object_base, has);
	if (h->object_base == first(h, old) && !h->maybe_empty_object) {
		/* The chunk contained nothing else. */
		chunk->prev = old->prev;
		give_back(h, old);
	}
	h->chunk = chunk;
	h->chunk_limit = chunk->limit;
	h->object_base = object;
	h->next_free = object + has;
	h->maybe_empty_object = 0;
}

static int holds(struct _obstack_chunk *chunk, const char *object)
{
	return (uintptr_t)object > (uintptr_t)chunk && (uintptr_t)object <= (uintptr_t)chunk->limit;
}

int _obstack_allocated_p(struct obstack *h, void *object)
{
	for (struct _obstack_chunk *chunk = h->chunk; chunk; chunk = chunk->prev)
		if (holds(chunk, object)) return 1;
	return 0;
}

/* The object and all later ones; for a null pointer, everything. */
void _obstack_free(struct obstack *h, void *object)
{
	struct _obstack_chunk *chunk = h->chunk;
	while (chunk && !(object && holds(chunk, object))) {
		struct _obstack_chunk *prev = chunk->prev;
		give_back(h, chunk);
		/* The beginning of the previous chunk is not known any more. */
		h->maybe_empty_object = 1;
		chunk = prev;
	}
	h->chunk = chunk;
	if (chunk) {
		h->chunk_limit = chunk->limit;
		h->object_base = h->next_free = object;
	} else if (object) {
		/* It was not in this stack. */
		abort();
	}
}

#undef obstack_free
extern __typeof(_obstack_free) obstack_free __attribute__((__alias__("_obstack_free")));

size_t _obstack_memory_used(struct obstack *h)
{
	size_t used = 0;
	for (struct _obstack_chunk *chunk = h->chunk; chunk; chunk = chunk->prev)
		used += chunk->limit - (char *)chunk;
	return used;
}
