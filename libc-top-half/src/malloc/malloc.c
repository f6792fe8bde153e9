#include <stdlib.h>
#include "core.h"
#include "heap.h"

/* Free chunks stand in lists by size: 16 to each power of two, and up to 512 one for
 * each size. Bits tell which lists are not empty, so that nothing is searched for. */

#define ROWS 25
#define PER_ROW 16

static struct chunk *lists[ROWS][PER_ROW];
static uint32_t rows, columns[ROWS];

uintptr_t __heap_fresh;
static uintptr_t fresh;

/* The number of chunks to check in the list of this size, before one is taken from a
 * list in which all are large enough. */
#define LOOK 8

static inline unsigned log2_of(size_t n)
{
	return 31 - a_clz_32(n);
}

static inline struct chunk **list_of(size_t size, unsigned *row, unsigned *column)
{
	if (size < 256) {
		*row = 0;
		*column = size / 16;
	} else {
		unsigned log = log2_of(size);
		*row = log - 7;
		*column = size >> (log - 4) & 15;
	}
	return &lists[*row][*column];
}

static void insert(struct chunk *c)
{
	unsigned row, column;
	struct chunk **list = list_of(SIZE(c), &row, &column);
	c->prev = 0;
	c->next = *list;
	if (*list) (*list)->prev = c;
	*list = c;
	rows |= 1U << row;
	columns[row] |= 1U << column;
}

static void take_out(struct chunk *c)
{
	if (c->next) c->next->prev = c->prev;
	if (c->prev) {
		c->prev->next = c->next;
		return;
	}
	unsigned row, column;
	struct chunk **list = list_of(SIZE(c), &row, &column);
	if (*list != c) a_crash();
	if ((*list = c->next)) return;
	if (!(columns[row] &= ~(1U << column))) rows &= ~(1U << row);
}

static struct chunk *find(size_t size)
{
	unsigned row, column;
	struct chunk *c = *list_of(size, &row, &column);
	for (int i = 0; c && i < LOOK; i++, c = c->next)
		if (SIZE(c) >= size) return c;
	uint32_t m = columns[row] & ~1U << column;
	if (!m) {
		if (!(m = rows & ~1U << row)) return 0;
		row = a_ctz_32(m);
		m = columns[row];
	}
	return lists[row][a_ctz_32(m)];
}

/* c is free, and in no list: from now on it is in use. calloc relies on its end being
 * zero. */
static void use(struct chunk *c)
{
	struct chunk *after = AFTER(c, SIZE(c));
	c->head |= IN_USE;
	after->head |= PREV_IN_USE;
	after->prev_size = 0;
}

static void note(struct chunk *c)
{
	uintptr_t end = (uintptr_t)AFTER(c, SIZE(c));
	if (end > fresh) fresh = end;
}

/* Erase the header of a chunk that no longer exists: calloc expects zeros. */
void __heap_release(struct chunk *c)
{
	size_t size = SIZE(c);
	struct chunk *after = AFTER(c, size);
	if (!(c->head & PREV_IN_USE)) {
		struct chunk *before = AFTER(c, -c->prev_size);
		take_out(before);
		size += SIZE(before);
		c->prev_size = c->head = 0;
		c = before;
	}
	if (!(after->head & IN_USE)) {
		struct chunk *gone = after;
		take_out(gone);
		size += SIZE(gone);
		after = AFTER(gone, SIZE(gone));
		*gone = (struct chunk){ 0 };
	}
	c->head = size | PREV_IN_USE;
	after->prev_size = size;
	after->head &= ~PREV_IN_USE;
	insert(c);
}

void __heap_trim(struct chunk *c, size_t size)
{
	size_t rest = SIZE(c) - size;
	if (rest < MIN_SIZE) return;
	c->head -= rest;
	struct chunk *r = AFTER(c, size);
	r->head = rest | IN_USE | PREV_IN_USE;
	__heap_release(r);
}

/* The last chunk of the last row, which has size 0. */
static struct chunk *last;

static int grow(size_t size)
{
	static size_t all;
	/* Grow by at least an eighth, so that many small steps become few large ones. */
	size_t n = size + MIN_SIZE, more = n > all / 8 ? n : all / 8;
	void *p = __core_stretch(&more);
	if (!p) {
		more = n;
		if (!(p = __core_stretch(&more))) return 0;
	}
	all += more;
	struct chunk *c = last;
	if (c && p == (void *)(c + 1) - 8) {
		c->head |= more;
	} else {
		c = AFTER(p, 8);
		c->head = (more -= 16) | IN_USE | PREV_IN_USE;
	}
	last = AFTER(c, more);
	last->head = IN_USE | PREV_IN_USE;
	__heap_release(c);
	return 1;
}

int __heap_extend(struct chunk *c, size_t size)
{
	struct chunk *after = AFTER(c, SIZE(c));
	for (int i = 0; i < 2; i++) {
		size_t have = after->head & IN_USE ? 0 : SIZE(after);
		if (SIZE(c) + have >= size) {
			take_out(after);
			c->head += have;
			use(c);
			__heap_trim(c, size);
			note(c);
			return 1;
		}
		if (AFTER(after, have) != last || !grow(size - SIZE(c))) return 0;
	}
	return 0;
}

void *__libc_malloc(size_t n)
{
	if (n > MAX_REQUEST) {
		errno = ENOMEM;
		return 0;
	}
	size_t size = chunk_size(n);
	struct chunk *c = find(size);
	if (!c && !(grow(size) && (c = find(size)))) {
		errno = ENOMEM;
		return 0;
	}
	take_out(c);
	size_t rest = SIZE(c) - size;
	if (rest >= MIN_SIZE) {
		struct chunk *r = AFTER(c, size), *after = AFTER(r, rest);
		c->head -= rest;
		r->head = rest | PREV_IN_USE;
		after->prev_size = rest;
		insert(r);
		c->head |= IN_USE;
	} else {
		use(c);
	}
	__heap_fresh = fresh;
	note(c);
	return PAYLOAD(c);
}

weak_alias(__libc_malloc, __libc_malloc_impl);
weak_alias(__libc_malloc, malloc);
