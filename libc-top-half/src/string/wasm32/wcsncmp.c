#include "wide.h"

/* Nothing is read past the end of memory: each string ends before it, or n does. */
int wcsncmp(const wchar_t *l, const wchar_t *r, size_t n)
{
	if (!n) return 0;
	if (*l != *r) return *l < *r ? -1 : 1;
	if (!*l) return 0;
	size_t left = readable(l > r ? l : r) / sizeof *l;
	if (n > left) n = left;
	for (; n >= 4; l += 4, r += 4, n -= 4) {
		uint64_t x = load_word(l), y = load_word(l + 2), ones = WIDE_ONES;
		uint64_t differ = x ^ load_word(r) | y ^ load_word(r + 2);
		if (differ | (x - ones | y - ones) & WIDE_HIGHS) break;
	}
	for (; n; l++, r++, n--) {
		if (*l != *r) return *l < *r ? -1 : 1;
		if (!*l) return 0;
	}
	return 0;
}
