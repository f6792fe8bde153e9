#include <string.h>
#include "word.h"

/* Nothing is read past the end of memory: each string ends before it, or n does. */
int strncmp(const char *s, const char *t, size_t n)
{
	const unsigned char *l = (void *)s, *r = (void *)t;
	size_t left = readable(l > r ? l : r);
	if (n > left) n = left;
	while (n >= 8) {
		uint64_t x = load_word(l), y = load_word(r), found = zeros(x) | x ^ y;
		if (found) return l[first_byte(found)] - r[first_byte(found)];
		l += 8, r += 8, n -= 8;
		for (; n >= 16; l += 16, r += 16, n -= 16) {
			uint64_t x = load_word(l), y = load_word(l + 8);
			uint64_t differ = x ^ load_word(r) | y ^ load_word(r + 8);
			if (differ | suspects(x) | suspects(y)) break;
		}
	}
	for (; n; n--, l++, r++)
		if (*l != *r || !*l) return *l - *r;
	return 0;
}
