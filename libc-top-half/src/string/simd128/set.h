/* A set of bytes, tested sixteen at a time. The lower half of a byte selects a row, and the
 * upper half a bit of that row; bytes from 0x80 on have rows of their own. */
#include "vector.h"

struct set {
	vector low, high;
};

/* The row of a byte: 0 to 15, or 0x80 to 0x8f. */
#define ROW 0x8f

static inline struct set set_of(const char *letters)
{
	const vector rows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
	struct set set = {0};
	for (const unsigned char *c = (void *)letters; *c; c++) {
		vector row = splat(*c & ROW), bit = splat(1 << (*c >> 4 & 7));
		set.low |= (vector)(row == rows) & bit;
		set.high |= (vector)(row == rows + 0x80) & bit;
	}
	return set;
}

/* Zero for each byte that is not in the set. */
static inline vector members(vector x, struct set set)
{
	const vector bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
	/* Of an index that is 16 or more, swizzle makes zero. */
	vector row = x & ROW;
	return (swizzle(set.low, row) | swizzle(set.high, row ^ 0x80)) & swizzle(bits, x >> 4);
}
