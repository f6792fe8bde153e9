/* Remainders of doubles, by division of integers: one for each eleven bits of the quotient, where
 * upstream subtracts for each bit. */
#include "libm.h"

/* A magnitude is this integer times 2 to the power of e - 1075. */
static inline uint64_t integer(double magnitude, int *e)
{
	uint64_t m = asuint64(magnitude);
	*e = m >> 52;
	if (*e) return m - ((uint64_t)(*e - 1) << 52);
	*e = 1;
	return m;
}

static inline double magnitude(uint64_t m, int e)
{
	if (!m) return 0;
	int shift = __builtin_clzll(m) - 11;
	if (shift >= e) shift = e - 1;
	return asdouble((m << shift) + ((uint64_t)(e - 1 - shift) << 52));
}

/* m * 2^shift modulo n, both of up to 53 bits. Adds the low bits of the quotient. */
static inline uint64_t modulo(uint64_t m, int shift, uint64_t n, uint32_t *quotient)
{
	for (;;) {
		int step = shift < 11 ? shift : 11;
		uint64_t q = (m << step) / n;
		m = (m << step) - q * n;
		*quotient = (*quotient << step) + q;
		shift -= step;
		if (!shift) return m;
	}
}
