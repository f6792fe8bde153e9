#include <ctype.h>
#include <strings.h>
#include "vector.h"

/* Marks the bytes that differ in more than the case of a letter. */
static inline marks differ(vector x, vector y)
{
	vector place = (x | 'a' - 'A') - 'a', last_letter = {0};
	last_letter += 'z' - 'a';
	vector is_letter = (vector)(place == least(place, last_letter));
	return ((x ^ y) & ~(is_letter & 'a' - 'A')) != 0;
}

int strncasecmp(const char *s, const char *t, size_t n)
{
	const unsigned char *l = (void *)s, *r = (void *)t;
	size_t left = readable(l > r ? l : r);
	/* Nothing is read past the end of memory: each string ends before it, or n does. */
	size_t rest = n < left ? n : left;
	for (; left >= VECTOR; left -= VECTOR) {
		vector x = load(l);
		marks ends = differ(x, load(r)) | x == 0;
		if (has_any(ends)) {
			size_t i = first(bits(ends));
			return i < rest ? tolower(l[i]) - tolower(r[i]) : 0;
		}
		if (rest <= VECTOR) return 0;
		l += VECTOR, r += VECTOR, rest -= VECTOR;
	}
	for (; rest; rest--, l++, r++) {
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
