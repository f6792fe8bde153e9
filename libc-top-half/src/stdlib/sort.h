/* The body of qsort and of qsort_r. In wasm a function is called with exactly the
 * parameters that it has, so one body for both would need a second call for each
 * comparison. A file that includes this defines the type comparison and
 * COMPARE(a, b), which calls `compare`, and `argument` if it takes one.
 *
 * This is a quicksort. It becomes a heapsort where partitions go wrong, so that there are
 * O(n log n) comparisons in any case, and an insertion for few elements. Nothing is
 * allocated, and the array has all its elements whenever `compare` runs, which may leave by
 * longjmp. `compare` may contradict itself: no address outside of the array is used then. */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((__may_alias__, __aligned__(1))) u64;
typedef uint32_t __attribute__((__may_alias__, __aligned__(1))) u32;

/* Arrays up to this length are sorted by insertion. */
#define FEW 12

/* As many elements may follow a sorted array, and are inserted. */
#define TAIL 8

/* Arrays from here on have their pivot chosen from nine elements. */
#define MANY 128

static void swap(char *a, char *b, size_t width)
{
	for (; width >= 8; width -= 8, a += 8, b += 8) {
		u64 t = *(u64 *)a;
		*(u64 *)a = *(u64 *)b;
		*(u64 *)b = t;
	}
	if (width >= 4) {
		u32 t = *(u32 *)a;
		*(u32 *)a = *(u32 *)b;
		*(u32 *)b = t;
		width -= 4, a += 4, b += 4;
	}
	for (; width; width--) {
		char t = *a;
		*a++ = *b;
		*b++ = t;
	}
}

/* Moves the element at `last` to `first`, and those from there on up by one. */
static void rotate(char *first, char *last, size_t width)
{
	size_t left = width;
	for (; left >= 8; left -= 8, first += 8, last += 8) {
		u64 t = *(u64 *)last;
		for (char *p = last; p != first; p -= width)
			*(u64 *)p = *(u64 *)(p - width);
		*(u64 *)first = t;
	}
	if (left >= 4) {
		u32 t = *(u32 *)last;
		for (char *p = last; p != first; p -= width)
			*(u32 *)p = *(u32 *)(p - width);
		*(u32 *)first = t;
		left -= 4, first += 4, last += 4;
	}
	for (; left; left--, first++, last++) {
		char t = *last;
		for (char *p = last; p != first; p -= width)
			*p = p[-width];
		*first = t;
	}
}

/* Sorts n elements, of which the first `sorted` are in order. */
static void insert(char *a, size_t sorted, size_t n, size_t width, comparison *compare,
	void *argument)
{
	for (char *p = a + sorted * width; sorted < n; sorted++, p += width) {
		if (COMPARE(p - width, p) <= 0) continue;
		/* The place is before one of the m elements from here on, or after the last. */
		char *place = a;
		for (size_t m = sorted - 1; m;) {
			char *middle = place + m / 2 * width;
			if (COMPARE(middle, p) > 0) {
				m /= 2;
			} else {
				place = middle + width;
				m -= m / 2 + 1;
			}
		}
		rotate(place, p, width);
	}
}

/* Moves the element i down, until none of the n is greater than the one above it. */
static void sink(char *a, size_t i, size_t n, size_t width, comparison *compare, void *argument)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		char *p = a + child * width;
		if (child + 1 < n && COMPARE(p, p + width) < 0) {
			child++;
			p += width;
		}
		if (COMPARE(a + i * width, p) >= 0) return;
		swap(a + i * width, p, width);
	}
}

static void heapsort(char *a, size_t n, size_t width, comparison *compare, void *argument)
{
	for (size_t i = n / 2; i--;)
		sink(a, i, n, width, compare, argument);
	while (--n) {
		swap(a, a + n * width, width);
		sink(a, 0, n, width, compare, argument);
	}
}

static __attribute__((__noinline__)) char *median(char *a, char *b, char *c,
	comparison *compare, void *argument)
{
	if (COMPARE(a, b) > 0) {
		char *t = a;
		a = b;
		b = t;
	}
	if (COMPARE(b, c) <= 0) return b;
	return COMPARE(a, c) <= 0 ? c : a;
}

/* `first`: there is no element before a. Otherwise it is one that none here is less than. */
static void quicksort(char *a, size_t n, size_t width, comparison *compare, void *argument,
	unsigned depth, int first)
{
	while (n > FEW) {
		if (!depth--) {
			heapsort(a, n, width, compare, argument);
			return;
		}
		char *end = a + n * width, *last = end - width, *m = a + n / 2 * width, *l = a, *r = last;
		if (n >= MANY) {
			size_t step = n / 8 * width;
			l = median(l, l + step, l + 2 * step, compare, argument);
			m = median(m - step, m, m + step, compare, argument);
			r = median(r - 2 * step, r - step, r, compare, argument);
		}
		swap(a, median(l, m, r, compare, argument), width);

		/* If the pivot is equal to the element before a, those that are equal too go
		 * to the left, and need no more sorting. */
		int equal = !first && COMPARE(a - width, a) >= 0;
		char *i = a, *j = end;
		for (;;) {
			do i += width;
			while (i < j && COMPARE(i, a) < equal);
			do j -= width;
			while (j > a && COMPARE(j, a) > 0);
			if (i >= j) break;
			swap(i, j, width);
		}
		swap(a, j, width);

		/* The longer part is next, so that there are few calls in each other. */
		size_t left = (j - a) / width, right = n - left - 1;
		if (equal || left < right) {
			if (!equal) quicksort(a, left, width, compare, argument, depth, first);
			a = j + width;
			n = right;
			first = 0;
		} else {
			quicksort(j + width, right, width, compare, argument, depth, 0);
			n = left;
		}
	}
	if (n > 1) insert(a, 1, n, width, compare, argument);
}

static void sort(char *a, size_t n, size_t width, comparison *compare, void *argument)
{
	if (n < 2 || !width) return;
	size_t run = 1;
	char *p = a;
	while (run < n && COMPARE(p, p + width) <= 0)
		run++, p += width;
	if (run == 1) {
		do run++, p += width;
		while (run < n && COMPARE(p, p + width) > 0);
		for (char *q = a, *r = p; q < r; q += width, r -= width)
			swap(q, r, width);
	}
	if (n <= FEW || n - run <= TAIL) {
		insert(a, run, n, width, compare, argument);
	} else {
		unsigned depth = 2 * (31 - __builtin_clz(n));
		quicksort(a, n, width, compare, argument, depth, 1);
	}
}
