#ifndef _OBSTACK_H
#define _OBSTACK_H

/*
 * Stacks of objects, as glibc has them: one grows, at the top; the others are finished, and
 * are freed together with all later ones.
 *
 * A program that calls obstack_init or obstack_begin defines obstack_chunk_alloc and
 * obstack_chunk_free, as malloc and free.
 */

#include <stdarg.h>
#include <string.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define _OBSTACK_INTERFACE_VERSION 2

struct _obstack_chunk {
	char *limit;
	struct _obstack_chunk *prev;
	char contents[4];
};

struct obstack {
	size_t chunk_size;
	struct _obstack_chunk *chunk;
	/* The growing object, and the end of its chunk. */
	char *object_base;
	char *next_free;
	char *chunk_limit;
	union {
		size_t i;
		void *p;
	} temp;
	size_t alignment_mask;
	union {
		void *(*plain)(size_t);
		void *(*extra)(void *, size_t);
	} chunkfun;
	union {
		void (*plain)(void *);
		void (*extra)(void *, void *);
	} freefun;
	void *extra_arg;
	unsigned use_extra_arg : 1;
	/* An object without bytes may lie where this chunk begins. */
	unsigned maybe_empty_object : 1;
	unsigned alloc_failed : 1;
};

int _obstack_begin(struct obstack *, size_t, size_t, void *(*)(size_t), void (*)(void *));
int _obstack_begin_1(struct obstack *, size_t, size_t, void *(*)(void *, size_t),
	void (*)(void *, void *), void *);
void _obstack_newchunk(struct obstack *, size_t);
void _obstack_free(struct obstack *, void *);
void obstack_free(struct obstack *, void *);
size_t _obstack_memory_used(struct obstack *);
int _obstack_allocated_p(struct obstack *, void *);

int obstack_printf(struct obstack *, const char *, ...);
int obstack_vprintf(struct obstack *, const char *, va_list);

/* Called when memory runs out; it does not return. The default prints a message and exits
 * with this status. */
extern void (*obstack_alloc_failed_handler)(void);
extern int obstack_exit_failure;

#define obstack_init(h) \
	_obstack_begin((h), 0, 0, (void *(*)(size_t))obstack_chunk_alloc, \
		(void (*)(void *))obstack_chunk_free)
#define obstack_begin(h, size) \
	_obstack_begin((h), (size), 0, (void *(*)(size_t))obstack_chunk_alloc, \
		(void (*)(void *))obstack_chunk_free)
#define obstack_specify_allocation(h, size, alignment, chunkfun, freefun) \
	_obstack_begin((h), (size), (alignment), (void *(*)(size_t))(chunkfun), \
		(void (*)(void *))(freefun))
#define obstack_specify_allocation_with_arg(h, size, alignment, chunkfun, freefun, arg) \
	_obstack_begin_1((h), (size), (alignment), (void *(*)(void *, size_t))(chunkfun), \
		(void (*)(void *, void *))(freefun), (arg))
#define obstack_chunkfun(h, new_chunkfun) \
	((void)((h)->chunkfun.extra = (void *(*)(void *, size_t))(new_chunkfun)))
#define obstack_freefun(h, new_freefun) \
	((void)((h)->freefun.extra = (void (*)(void *, void *))(new_freefun)))

/* These can be assigned to. */
#define obstack_chunk_size(h) ((h)->chunk_size)
#define obstack_alignment_mask(h) ((h)->alignment_mask)

#define obstack_base(h) ((void *)(h)->object_base)
#define obstack_next_free(h) ((void *)(h)->next_free)
#define obstack_object_size(h) ((size_t)((h)->next_free - (h)->object_base))
#define obstack_room(h) ((size_t)((h)->chunk_limit - (h)->next_free))
#define obstack_memory_used(h) _obstack_memory_used(h)
#define obstack_free(h, object) _obstack_free((h), (void *)(object))
#define obstack_empty_p(h) \
	((h)->chunk->prev == 0 \
		&& (h)->next_free \
			== (h)->chunk->contents \
				+ (-(size_t)(h)->chunk->contents & (h)->alignment_mask))

/* Without a check of the remaining room */
#define obstack_1grow_fast(h, byte) ((void)(*(h)->next_free++ = (char)(byte)))
#define obstack_blank_fast(h, size) ((void)((h)->next_free += (size)))
#define obstack_ptr_grow_fast(h, pointer) __obstack_ptr_grow_fast((h), (pointer))
#define obstack_int_grow_fast(h, number) __obstack_int_grow_fast((h), (number))

#define obstack_make_room(h, size) __obstack_make_room((h), (size))
#define obstack_grow(h, from, size) __obstack_grow((h), (from), (size))
#define obstack_grow0(h, from, size) __obstack_grow0((h), (from), (size))
#define obstack_1grow(h, byte) __obstack_1grow((h), (char)(byte))
#define obstack_ptr_grow(h, pointer) __obstack_ptr_grow((h), (pointer))
#define obstack_int_grow(h, number) __obstack_int_grow((h), (number))
#define obstack_blank(h, size) __obstack_blank((h), (ptrdiff_t)(size))
#define obstack_finish(h) __obstack_finish(h)
#define obstack_alloc(h, size) __obstack_alloc((h), (size))
#define obstack_copy(h, from, size) __obstack_copy((h), (from), (size))
#define obstack_copy0(h, from, size) __obstack_copy0((h), (from), (size))

static __inline void __obstack_make_room(struct obstack *__h, size_t __size)
{
	if (obstack_room(__h) < __size) _obstack_newchunk(__h, __size);
}

static __inline void __obstack_grow(struct obstack *__h, const void *__from, size_t __size)
{
	__obstack_make_room(__h, __size);
	if (__size) memcpy(__h->next_free, __from, __size);
	__h->next_free += __size;
}

static __inline void __obstack_1grow(struct obstack *__h, char __byte)
{
	__obstack_make_room(__h, 1);
	*__h->next_free++ = __byte;
}

static __inline void __obstack_grow0(struct obstack *__h, const void *__from, size_t __size)
{
	__obstack_make_room(__h, __size + 1);
	__obstack_grow(__h, __from, __size);
	*__h->next_free++ = 0;
}

static __inline void __obstack_ptr_grow(struct obstack *__h, const void *__pointer)
{
	__obstack_grow(__h, &__pointer, sizeof __pointer);
}

static __inline void __obstack_int_grow(struct obstack *__h, int __number)
{
	__obstack_grow(__h, &__number, sizeof __number);
}

static __inline void __obstack_ptr_grow_fast(struct obstack *__h, const void *__pointer)
{
	memcpy(__h->next_free, &__pointer, sizeof __pointer);
	__h->next_free += sizeof __pointer;
}

static __inline void __obstack_int_grow_fast(struct obstack *__h, int __number)
{
	memcpy(__h->next_free, &__number, sizeof __number);
	__h->next_free += sizeof __number;
}

/* Less than 0 shrinks the object. */
static __inline void __obstack_blank(struct obstack *__h, ptrdiff_t __size)
{
	if (__size > 0) __obstack_make_room(__h, (size_t)__size);
	__h->next_free += __size;
}

static __inline void *__obstack_finish(struct obstack *__h)
{
	char *__object = __h->object_base, *__end = __h->next_free;
	if (__end == __object) __h->maybe_empty_object = 1;
	if (obstack_room(__h) < (-(size_t)__end & __h->alignment_mask)) __end = __h->chunk_limit;
	else __end += -(size_t)__end & __h->alignment_mask;
	__h->object_base = __h->next_free = __end;
	return __object;
}

static __inline void *__obstack_alloc(struct obstack *__h, size_t __size)
{
	__obstack_make_room(__h, __size);
	__h->next_free += __size;
	return __obstack_finish(__h);
}

static __inline void *__obstack_copy(struct obstack *__h, const void *__from, size_t __size)
{
	__obstack_grow(__h, __from, __size);
	return __obstack_finish(__h);
}

static __inline void *__obstack_copy0(struct obstack *__h, const void *__from, size_t __size)
{
	__obstack_grow0(__h, __from, __size);
	return __obstack_finish(__h);
}

#ifdef __cplusplus
}
#endif

#endif
