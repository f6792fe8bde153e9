#include <string.h>
#include "wide.h"

wchar_t *wmemcpy(wchar_t *restrict d, const wchar_t *restrict s, size_t n)
{
	wchar_t *to = d;
	if (n >= BLOCK) return __builtin_memcpy(d, s, n * sizeof *d);
	if (n & 4) {
		uint64_t x = load_word(s), y = load_word(s + 2);
		store_word(to, x);
		store_word(to + 2, y);
		to += 4;
		s += 4;
	}
	if (n & 2) {
		store_word(to, load_word(s));
		to += 2;
		s += 2;
	}
	if (n & 1) *to = *s;
	return d;
}
