#include <string.h>
#include "vector.h"

static inline marks equal(const unsigned char *l, const unsigned char *r)
{
	return load(l) == load(r);
}

int memcmp(const void *s, const void *t, size_t n)
{
	const unsigned char *l = s, *r = t;
	for (; n >= BLOCK * VECTOR; n -= BLOCK * VECTOR) {
		if (has_zero((vector)(equal(l, r) & equal(l + 16, r + 16) & equal(l + 32, r + 32)
			& equal(l + 48, r + 48))))
			break;
		l += BLOCK * VECTOR, r += BLOCK * VECTOR;
	}
	for (; n >= VECTOR; l += VECTOR, r += VECTOR, n -= VECTOR) {
		unsigned same = bits(equal(l, r));
		if (same != 0xffff) return l[first(~same)] - r[first(~same)];
	}
	if (!n) return 0;
	if (readable(l > r ? l : r) >= VECTOR) {
		unsigned differ = ~bits(equal(l, r)) & (1u << n) - 1;
		return differ ? l[first(differ)] - r[first(differ)] : 0;
	}
	for (; n; n--, l++, r++)
		if (*l != *r) return *l - *r;
	return 0;
}
