#include <ctype.h>
#include <strings.h>
#include "word.h"

/* The letters A to Z of a word become small. */
static inline uint64_t lower(uint64_t x)
{
	uint64_t low = x & ~HIGHS;
	uint64_t from_a = low + ONES * (0x80 - 'A'), after_z = low + ONES * (0x7f - 'Z');
	return x | (from_a & ~after_z & ~x & HIGHS) >> 2;
}

/* Nothing is read past the end of memory: each string ends before it, or n does. */
int strncasecmp(const char *s, const char *t, size_t n)
{
	const unsigned char *l = (void *)s, *r = (void *)t;
	size_t left = readable(l > r ? l : r);
	if (n > left) n = left;
	for (; n >= 8; l += 8, r += 8, n -= 8) {
		uint64_t x = load_word(l), y = load_word(r), found = zeros(x);
		if (x != y) found |= lower(x) ^ lower(y);
		if (found) {
			l += first_byte(found), r += first_byte(found);
			return tolower(*l) - tolower(*r);
		}
	}
	for (; n; n--, l++, r++) {
		int differ = tolower(*l) - tolower(*r);
		if (differ || !*l) return differ;
	}
	return 0;
}

int __strncasecmp_l(const char *s, const char *t, size_t n, locale_t locale)
{
	return strncasecmp(s, t, n);
}

weak_alias(__strncasecmp_l, strncasecmp_l);
