#include <string.h>
#include "vector.h"

/* Zero where the strings differ, and where they end. */
static inline vector both(const unsigned char *l, const unsigned char *r)
{
	return same_letters(load(l), load(r));
}

/* Nothing is read past the end of memory: each string ends before it, or n does. */
int strncmp(const char *s, const char *t, size_t n)
{
	const unsigned char *l = (void *)s, *r = (void *)t;
	size_t left = readable(l > r ? l : r), rest = n < left ? n : left;
	for (int is_first = 1; left >= VECTOR; is_first = 0) {
		unsigned found = zeros(both(l, r));
		if (found) return first(found) < rest ? l[first(found)] - r[first(found)] : 0;
		if (rest <= VECTOR) return 0;
		l += VECTOR, r += VECTOR, rest -= VECTOR, left -= VECTOR;
		/* The vectors of a block in which something is found are looked at one by one. */
		for (; is_first && rest >= BLOCK * VECTOR; rest -= BLOCK * VECTOR) {
			if (has_zero(least(least(both(l, r), both(l + 16, r + 16)),
				least(both(l + 32, r + 32), both(l + 48, r + 48)))))
				break;
			l += BLOCK * VECTOR, r += BLOCK * VECTOR, left -= BLOCK * VECTOR;
		}
	}
	for (; rest; rest--, l++, r++)
		if (*l != *r || !*l) return *l - *r;
	return 0;
}
