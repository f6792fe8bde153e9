#include "atomic.h"
#include "__long.h"

static fixed product(uint64_t a, uint64_t b)
{
	uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
	uint64_t low = al * bl, left = ah * bl, right = al * bh;
	uint64_t middle = (low >> 32) + (uint32_t)left + (uint32_t)right;
	return FIXED(ah * bh + (left >> 32) + (right >> 32) + (middle >> 32),
		middle << 32 | (uint32_t)low);
}

/* The first 64 bits of a product, too small by less than 3. */
static uint64_t high_half(uint64_t a, uint64_t b)
{
	uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
	return ah * bh + (ah * bl >> 32) + (al * bh >> 32);
}

/* The first 128 bits of a product, too small by less than 7. */
static fixed high_product(fixed a, fixed b)
{
	uint64_t left = high_half(a >> 64, b), right = high_half(a, b >> 64);
	return product(a >> 64, b >> 64) + left + right;
}

/* The summands from here on are so small that half of their bits are enough. */
#define LATER 10

fixed __fixed_series(const fixed *c, int count, fixed m, int shift, int sign, int *exponent)
{
	fixed r = shift < 128 ? m >> shift : 0;
	uint64_t later = c[--count] >> 64;
	while (count-- > LATER) {
		uint64_t term = high_half(later, r >> 64);
		later = (c[count] >> 64) + (sign < 0 ? -term : term);
	}
	fixed sum = (fixed)later << 64;
	for (count++; count--;) {
		fixed term = high_product(sum, r);
		sum = c[count] + (sign < 0 ? -term : term);
	}
	/* With m instead of r, it has more bits. */
	fixed change = shift < 128 ? high_product(m, high_product(m, sum)) >> shift : 0;
	if (sign < 0) return m - change;
	fixed result = m + change;
	if (result < m) {
		++*exponent;
		result = result >> 1 | (fixed)1 << 127;
	}
	return result;
}

long double __fixed_to_long(fixed n, int exponent, int sign)
{
	if (!n) return 0;
	int zeros = n >> 64 ? a_clz_64(n >> 64) : 64 + a_clz_64(n);
	n <<= zeros;
	unsigned rest = n & 0x7fff;
	n >>= 15;
	n += rest > 0x4000 || (rest == 0x4000 && n & 1);
	/* The highest bit adds 1 to the exponent. */
	n += (fixed)(exponent - zeros + 15 + 112 + 16382) << 112;
	union long_bits bits = { .half = { n, n >> 64 } };
	if (sign < 0) bits.half.high |= 1ULL << 63;
	return bits.f;
}
