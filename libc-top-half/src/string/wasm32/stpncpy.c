#include <string.h>
#include "word.h"

char *__stpncpy(char *restrict d, const char *restrict s, size_t n)
{
	size_t left = readable(s);
	if (left > n) left = n;
	for (; left >= 8; left -= 8, n -= 8, s += 8, d += 8) {
		uint64_t x = load_word(s), found = zeros(x);
		if (found) {
			store_word(d, x & found - 1 & ~found);
			memset(d + 8, 0, n - 8);
			return d + first_byte(found);
		}
		store_word(d, x);
	}
	for (; n && (*d = *s); n--, s++, d++);
	memset(d, 0, n);
	return d;
}

weak_alias(__stpncpy, stpncpy);
