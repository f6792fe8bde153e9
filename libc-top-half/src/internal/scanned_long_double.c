#include <string.h>
#include "atomic.h"
#include "source.h"

long double __scanned_long_double(const struct scanned *x)
{
	uint64_t bits[2] = { 0 };
	unsigned __int128 m = (unsigned __int128)x->high << 64 | x->low;
	if (x->infinite || x->nan) {
		bits[1] = 0x7fffULL << 48 | (uint64_t)x->nan << 47;
	} else if (m) {
		int top = x->high ? 128 - a_clz_64(x->high) : 64 - a_clz_64(x->low);
		int exponent = x->exponent + top - 1;
		/* Bit 112 is the one before the point, except in the least numbers. */
		int shift = exponent >= -16382 ? 113 - top : x->exponent + 16494;
		m = shift < 0 ? m >> -shift : m << shift;
		bits[0] = m;
		bits[1] = (m >> 64) & ((1ULL << 48) - 1);
		if (exponent >= -16382) bits[1] |= (uint64_t)(exponent + 16383) << 48;
	}
	bits[1] |= (uint64_t)x->negative << 63;
	long double d;
	memcpy(&d, bits, sizeof d);
	return d;
}
