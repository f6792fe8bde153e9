#include <stdlib.h>
#include "core.h"
#include "heap.h"

/* Free chunks are in lists by size: 16 lists for each power of two, so that up to 512 bytes
 * each size has a list of its own. A bit for each list, and one for each row of 16, says
 * whether it has chunks. */

#define ROWS 28
#define PER_ROW 16

static struct chunk *lists[ROWS * PER_ROW];
static uint32_t rows, columns[ROWS];

/* The number of chunks to check in the list of a size, before one is taken from a list in
 * which all are large enough. */
#define LOOK 8

volatile int __heap_lock[1];

struct chunk *__heap_quick[QUICK_SIZES];
int __heap_pending;

/* The top, and the highest address that it can move to. */
static struct chunk *top;
static uintptr_t end;

/* The highest address of the top's block, before the top moved down. */
static uintptr_t highest;

uintptr_t __heap_fresh(void)
{
	uintptr_t now = (uintptr_t)PAYLOAD(top);
	return now > highest ? now : highest;
}

/* The upper bits of a float are the logarithm of the size, and the bits below them tell the
 * 16 lists apart. Larger sizes never have lower lists, even where the float is rounded. */
static inline unsigned list_of(size_t size)
{
	union {
		float value;
		uint32_t bits;
	} smallest = { 16 }, it = { size };
	return (it.bits >> 19) - (smallest.bits >> 19);
}

/* The chunk that became free last. It is in no list yet, because the next call often takes
 * it or a part of it. */
static struct chunk *last;

static void insert(struct chunk *c)
{
	struct chunk *old = last;
	last = c;
	if (!old) return;
	unsigned i = list_of(SIZE(old));
	old->prev = 0;
	old->next = lists[i];
	if (lists[i]) lists[i]->prev = old;
	lists[i] = old;
	rows |= 1U << i / PER_ROW;
	columns[i / PER_ROW] |= 1U << i % PER_ROW;
}

static void take_out(struct chunk *c)
{
	if (c == last) {
		last = 0;
		return;
	}
	if (c->next) c->next->prev = c->prev;
	if (c->prev) {
		c->prev->next = c->next;
		return;
	}
	unsigned i = list_of(SIZE(c)), row = i / PER_ROW;
	if (lists[i] != c) a_crash();
	if ((lists[i] = c->next)) return;
	if (!(columns[row] &= ~(1U << i % PER_ROW))) rows &= ~(1U << row);
}

static __attribute__((__noinline__)) struct chunk *search(size_t size)
{
	unsigned i = list_of(size), row = i / PER_ROW, column = i % PER_ROW;
	struct chunk *c = lists[i];
	for (int n = 0; c && n < LOOK; n++, c = c->next)
		if (SIZE(c) >= size) return c;
	uint32_t larger = columns[row] & ~1U << column;
	if (!larger) {
		larger = rows & ~1U << row;
		if (!larger) return 0;
		row = a_ctz_32(larger);
		larger = columns[row];
	}
	return lists[row * PER_ROW + a_ctz_32(larger)];
}

static inline struct chunk *find(size_t size)
{
	struct chunk *c = rows ? search(size) : 0;
	if (last && SIZE(last) >= size && (!c || SIZE(last) < SIZE(c))) c = last;
	return c;
}

/* The size that can be cut from the top. */
static inline size_t room(void)
{
	return end - (uintptr_t)top;
}

static void set_top(struct chunk *c)
{
	top = c;
	c->head = IN_USE | PREV_IN_USE;
}

/* Makes c a free chunk of this size. Its neighbours are in use. */
static void set_free(struct chunk *c, size_t size)
{
	struct chunk *after = AFTER(c, size);
	c->head = size | PREV_IN_USE;
	after->prev_size = size;
	CLEAR_PREV_IN_USE(after);
	insert(c);
}

/* A head that stays inside of a larger chunk must not be LIVE: a second free of the same
 * address checks that. */
void __heap_release(struct chunk *c, size_t size)
{
	struct chunk *after = AFTER(c, size);
	if (!(c->head & PREV_IN_USE)) {
		struct chunk *before = AFTER(c, -c->prev_size);
		take_out(before);
		size += SIZE(before);
		c->head = 0;
		c = before;
	}
	if (after == top) {
		uintptr_t was = (uintptr_t)PAYLOAD(top);
		if (was > highest) highest = was;
		set_top(c);
		return;
	}
	if (!(after->head & IN_USE)) {
		take_out(after);
		size += SIZE(after);
	}
	set_free(c, size);
}

void __heap_trim(struct chunk *c, size_t size)
{
	size_t rest = SIZE(c) - size;
	if (!rest) return;
	c->head -= rest;
	struct chunk *r = AFTER(c, size);
	r->head = IN_USE | PREV_IN_USE;
	__heap_release(r, rest);
}

/* Adds memory to the top, so that `size` can be cut from it. New memory that does not follow
 * the old one begins a row. */
static int grow(size_t size)
{
	while (size > room()) {
		/* A large heap grows by a part of its size, so that there are few steps. */
		size_t least = size - room(), more = end / 64;
		if (more < least) more = least;
		char *p = __core_stretch(&more);
		if (!p) {
			more = least;
			if (!(p = __core_stretch(&more))) return 0;
		}
		if (p == (char *)end + 8) {
			end += more;
			continue;
		}
		struct chunk *old = top;
		size_t rest = room();
		set_top((struct chunk *)(p + 8));
		end = (uintptr_t)p + more - 8;
		if (!old) continue;
		AFTER(old, rest)->head = IN_USE | PREV_IN_USE;
		if (rest) set_free(old, rest);
	}
	return 1;
}

/* Takes c, which is free and at least this large, out of its list. The rest of it stays
 * free. */
static void cut(struct chunk *c, size_t size)
{
	struct chunk *rest = AFTER(c, size);
	take_out(c);
	if (size == SIZE(c)) SET_PREV_IN_USE(rest);
	else set_free(rest, SIZE(c) - size);
}

int __heap_extend(struct chunk *c, size_t size)
{
	size_t more = size - SIZE(c);
	struct chunk *after = AFTER(c, SIZE(c));
	if (after == top) {
		if (more > room() && (!grow(more) || after != top)) return 0;
		set_top(AFTER(c, size));
	} else {
		if (after->head & IN_USE || SIZE(after) < more) return 0;
		cut(after, more);
		after->head = 0;
	}
	c->head += more;
	return 1;
}

/* Joins the chunks of the quick lists with their neighbours. */
static void __heap_join(void)
{
	__heap_pending = 0;
	for (int i = 0; i < QUICK_SIZES; i++) {
		struct chunk *c = __heap_quick[i], *next;
		__heap_quick[i] = 0;
		for (; c; c = next) {
			if ((c->head & ~PREV_IN_USE) != (i * 16 | IN_USE)) a_crash();
			next = c->next;
			__heap_release(c, SIZE(c));
		}
	}
}

/* Small chunks that are not joined keep larger free chunks apart. After this many requests
 * for large chunks, they are joined. */
#define PATIENCE 16

/* The requests for large chunks while there were small ones to join. */
static unsigned large;

static __attribute__((__noinline__)) void *take(size_t n)
{
	if (n > MAX_REQUEST) goto none;
	size_t size = chunk_size(n);
	if (__heap_pending && !IS_QUICK(size) && ++large % PATIENCE == 0) __heap_join();
	struct chunk *c;
	while (!(c = find(size)) && size > room()) {
		if (__heap_pending) __heap_join();
		else if (!grow(size)) goto none;
	}
	if (c) {
		cut(c, size);
	} else {
		c = top;
		set_top(AFTER(c, size));
	}
	c->head = size | LIVE | IN_USE | PREV_IN_USE;
	return PAYLOAD(c);
none:
	errno = ENOMEM;
	return 0;
}

#include "small.h"

weak_alias(__libc_malloc, __libc_malloc_impl);
weak_alias(__libc_malloc, malloc);
