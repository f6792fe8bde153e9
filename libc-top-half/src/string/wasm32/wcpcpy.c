#include "wide.h"

wchar_t *wcpcpy(wchar_t *restrict d, const wchar_t *restrict s)
{
	for (size_t left = 0;; left = blocks(s)) {
		for (; left; d += BLOCK, s += BLOCK, left--) {
			uint64_t a = load_word(s), b = load_word(s + 2);
			uint64_t y = load_word(s + 4), z = load_word(s + 6);
			uint64_t ones = WIDE_ONES;
			if ((a - ones | b - ones | y - ones | z - ones) & WIDE_HIGHS) break;
			store_word(d, a);
			store_word(d + 2, b);
			store_word(d + 4, y);
			store_word(d + 6, z);
		}
		UNROLL
		for (int i = 0; i < BLOCK; i++)
			if (!(d[i] = s[i])) return d + i;
		d += BLOCK;
		s += BLOCK;
	}
}
