#include <string.h>
#include "atomic.h"
#include "scan_float.h"

/* A number that was rounded to a float is a double without error, too. */
double __scanned_double(const struct scanned *x)
{
	uint64_t bits = 0;
	if (x->infinite || x->nan) {
		bits = 0x7ffULL << 52 | (uint64_t)x->nan << 51;
	} else if (x->low) {
		int top = 64 - a_clz_64(x->low), exponent = x->exponent + top - 1;
		/* Bit 52 is the one before the point, except in the least numbers. */
		int shift = exponent >= -1022 ? 53 - top : x->exponent + 1074;
		bits = shift < 0 ? x->low >> -shift : x->low << shift;
		if (exponent >= -1022)
			bits = (bits & ((1ULL << 52) - 1)) | (uint64_t)(exponent + 1023) << 52;
	}
	bits |= (uint64_t)x->negative << 63;
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}
