/* Programs convert a number to an integer type and back to check whether it fits. A number
 * that does not fit must not compare equal, whatever the optimizer assumes about such
 * casts. */
#include "../check.h"
#include <math.h>
#include <stdint.h>

#define FITS(name, type, real) \
	__attribute__((noinline)) static int name(real d) \
	{ \
		type i = (type)d; \
		return (real)i == d; \
	}

FITS(fits_int, int, double)
FITS(fits_unsigned, unsigned, double)
FITS(fits_int64, int64_t, double)
FITS(fits_uint64, uint64_t, double)
FITS(float_fits_int, int, float)

/* The whole part, as gawk asks for it. */
__attribute__((noinline)) static int whole_fits(double d)
{
	uintmax_t i = (uintmax_t)d;
	return (double)i == floor(d);
}

int main(void)
{
	CHECK(fits_int(-7) && fits_int(2147483647.0) && fits_int(-2147483648.0));
	CHECK(!fits_int(2147483648.0) && !fits_int(-1e10) && !fits_int(INFINITY));
	CHECK(!fits_int(0.5) && !fits_int(NAN));
	CHECK(fits_unsigned(4294967295.0) && !fits_unsigned(4294967296.0));
	CHECK(!fits_unsigned(-0.5) && !fits_unsigned(1e300));
	CHECK(fits_int64(-0x1p63) && fits_int64(0x1p62));
	CHECK(!fits_int64(0x1p64) && !fits_int64(-1e20) && !fits_int64(NAN));
	CHECK(fits_uint64(0x1p63) && !fits_uint64(1e20) && !fits_uint64(INFINITY));
	CHECK(float_fits_int(16777216.0f) && !float_fits_int(1e10f));
	CHECK(whole_fits(7.5) && whole_fits(1e19) && !whole_fits(1e20));
	return 0;
}
