#include <string.h>
#include "word.h"

char *__stpcpy(char *restrict d, const char *restrict s)
{
	uint64_t x, found = 0;
	if (readable(s) >= 8) found = zeros(x = load_word(s));
	if (!found) {
		size_t n = strlen(s);
		memcpy(d, s, n + 1);
		return d + n;
	}
	size_t n = first_byte(found);
	if (n >= 3) {
		store_half(d, x);
		store_half(d + n - 3, x >> (n - 3) * 8);
	} else {
		if (n) {
			d[0] = x;
			d[n - 1] = x >> (n - 1) * 8;
		}
		d[n] = 0;
	}
	return d + n;
}

weak_alias(__stpcpy, stpcpy);
