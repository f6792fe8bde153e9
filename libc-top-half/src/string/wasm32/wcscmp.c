#include "wide.h"

int wcscmp(const wchar_t *l, const wchar_t *r)
{
	UNROLL
	for (int i = 0; i < 6; i++, l++, r++) {
		if (*l != *r) goto differ;
		if (!*l) return 0;
	}
	size_t left = readable(l > r ? l : r) / (4 * sizeof *l);
	for (; left; l += 4, r += 4, left--) {
		uint64_t x = load_word(l), y = load_word(l + 2), ones = WIDE_ONES;
		uint64_t differ = x ^ load_word(r) | y ^ load_word(r + 2);
		if (differ | (x - ones | y - ones) & WIDE_HIGHS) break;
	}
	for (; *l == *r; l++, r++)
		if (!*l) return 0;
differ:
	return *l < *r ? -1 : 1;
}
