/* qsort: elements of every width from 0 to 40 and some larger, at odd addresses, in arrays of many
 * lengths and orders; what stands before and after the array stays. */
#include "../check.h"
#include <stddef.h>

enum { LONGEST = 300, WIDEST = 130 };

static unsigned next(void)
{
	static unsigned state = 12345;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static size_t width;

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, width < 4 ? width : 4);
}

static unsigned char key(int order, size_t i, size_t n)
{
	switch (order) {
	case 0: return (unsigned char)next();
	case 1: return (unsigned char)(i * 255 / n);
	case 2: return (unsigned char)(255 - i * 255 / n);
	case 3: return (unsigned char)(next() % 3);
	case 4: return (unsigned char)(i < n / 2 ? i : n - i);
	case 5: return (unsigned char)(i + 5 < n ? i * 255 / n : next());
	case 6: return (unsigned char)(i % 16);
	default: return 7;
	}
}

/* All bytes behind the first of an element come from that one. */
static unsigned char rest(unsigned char first, size_t at)
{
	return (unsigned char)(first * 31 + at * 7);
}

static void check(size_t n, int order)
{
	static unsigned char memory[LONGEST * WIDEST + 64];
	unsigned char *array = memory + 1 + next() % 16;
	unsigned had[256] = { 0 };

	memset(memory, 0xa5, sizeof memory);
	for (size_t i = 0; i < n; i++) {
		unsigned char *p = array + i * width, first = key(order, i, n);

		had[first]++;
		for (size_t at = 0; at < width; at++)
			p[at] = at == 0 ? first : rest(first, at);
	}
	qsort(array, n, width, compare);
	if (width == 0) n = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char *p = array + i * width;

		CHECK(i == 0 || p[-(ptrdiff_t)width] <= p[0]);
		CHECK(had[p[0]]-- > 0);
		for (size_t at = 1; at < width; at++)
			CHECK(p[at] == rest(p[0], at));
	}
	for (unsigned char *p = memory; p < memory + sizeof memory; p++)
		if (p < array || p >= array + n * width)
			CHECK_EQ(*p, 0xa5);
}

int main(void)
{
	static const size_t wide[] = { 47, 56, 63, 64, 65, 100, 127, 128, WIDEST };

	for (size_t i = 0; i < 41 + sizeof wide / sizeof *wide; i++) {
		width = i < 41 ? i : wide[i - 41];
		for (int order = 0; order < 8; order++) {
			for (size_t n = 0; n < 20; n++)
				check(n, order);
			check(20 + next() % 100, order);
			check(LONGEST, order);
		}
	}
}
