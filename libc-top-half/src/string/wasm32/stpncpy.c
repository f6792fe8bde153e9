#include <string.h>
#include "word.h"

char *__stpncpy(char *restrict d, const char *restrict s, size_t n)
{
	size_t left = readable(s);
	if (left > n) left = n;
	/* Some words one by one. Of a longer string, the end is found first. */
	for (int few = 4; few && left >= 8; few--, left -= 8, n -= 8, s += 8, d += 8) {
		uint64_t x = load_word(s), found = zeros(x);
		if (found) {
			store_word(d, x & found - 1 & ~found);
			memset(d + 8, 0, n - 8);
			return d + first_byte(found);
		}
		store_word(d, x);
	}
	size_t length = strnlen(s, n);
	memcpy(d, s, length);
	memset(d + length, 0, n - length);
	return d + length;
}

weak_alias(__stpncpy, stpncpy);
