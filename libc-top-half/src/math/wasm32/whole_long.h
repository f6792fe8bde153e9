/* Long doubles that are whole numbers, by arithmetic on the bits: an operation of long doubles is
 * a call that takes hundreds of instructions. */
#include "libm.h"

/* Of a number of at least 1 that may have a fraction: the bits of that fraction. */
struct fraction {
	uint64_t hi, lo;
};

/* The exponent is at most 111. */
static inline struct fraction fraction(int exponent)
{
	int bits = 112 - exponent;
	if (bits < 64) return (struct fraction){0, (UINT64_C(1) << bits) - 1};
	return (struct fraction){(UINT64_C(1) << bits - 64) - 1, -1};
}

static inline struct fraction half(struct fraction f)
{
	return (struct fraction){f.hi >> 1, f.hi << 63 | f.lo >> 1};
}

/* Whether the bit above the fraction is set. It can be the lowest of the exponent, which is set as
 * the bit of the number would be. */
static inline int is_odd(union ldshape u, struct fraction f)
{
	return f.lo + 1 ? (u.i2.lo & f.lo + 1) != 0 : (u.i2.hi & f.hi + 1) != 0;
}

/* Adds this much to the magnitude, then drops the fraction. A carry goes on into the exponent. */
static inline long double without(union ldshape u, struct fraction f, struct fraction more, int one)
{
	uint64_t lo = u.i2.lo + more.lo, hi = u.i2.hi + more.hi + (lo < more.lo);
	lo += one;
	hi += lo < one;
	u.i2.lo = lo & ~f.lo;
	u.i2.hi = hi & ~f.hi;
	return u.f;
}

static inline int exponent(union ldshape u)
{
	return (u.i.se & 0x7fff) - 0x3fff;
}

/* 0 or 1, of the sign of u. */
static inline long double small(union ldshape u, int one)
{
	u.i2.lo = 0;
	u.i2.hi &= UINT64_C(1) << 63;
	if (one) u.i2.hi |= UINT64_C(0x3fff) << 48;
	return u.f;
}

static inline int is_zero(union ldshape u)
{
	return !(u.i2.hi << 1 | u.i2.lo);
}
