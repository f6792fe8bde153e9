#include <string.h>
#include "word.h"

int memcmp(const void *s, const void *t, size_t n)
{
	const unsigned char *l = s, *r = t;
	uint64_t x, y;
	if (n < 4) {
		for (; n; n--, l++, r++)
			if (*l != *r) return *l - *r;
		return 0;
	}
	if (n < 8) {
		x = load_half(l) | (uint64_t)load_half(l + n - 4) << 32;
		y = load_half(r) | (uint64_t)load_half(r + n - 4) << 32;
	} else {
		for (; n > 16; n -= 16, l += 16, r += 16)
			if (load_word(l) ^ load_word(r) | load_word(l + 8) ^ load_word(r + 8)) {
				n = 16;
				break;
			}
		/* Up to 16 bytes are left: two words that may overlap, or reach back. */
		x = load_word(n < 8 ? l + n - 8 : l);
		y = load_word(n < 8 ? r + n - 8 : r);
		if (x == y) {
			x = load_word(l + n - 8);
			y = load_word(r + n - 8);
		}
	}
	if (x == y) return 0;
	int shift = first_byte(x ^ y) * 8;
	return (int)(x >> shift & 255) - (int)(y >> shift & 255);
}
