#include <stdlib.h>
#include <string.h>
#include "atomic.h"
#include "scan_float.h"
#include "shgetc.h"
#include "stdio_impl.h"

static double scan(const char *s, char **end, int precision)
{
	FILE f;
	struct scanned x;
	sh_fromstring(&f, s);
	shlim(&f, 0);
	__scan_float(&f, precision, 1, &x);
	if (end) *end = (char *)s + shcnt(&f);

	uint64_t bits = 0;
	if (x.infinite || x.nan) {
		bits = 0x7ffULL << 52 | (uint64_t)x.nan << 51;
	} else if (x.low) {
		int top = 64 - a_clz_64(x.low), exponent = x.exponent + top - 1;
		/* Bit 52 is the one before the point, but for the least numbers. */
		int shift = exponent >= -1022 ? 53 - top : x.exponent + 1074;
		bits = shift < 0 ? x.low >> -shift : x.low << shift;
		if (exponent >= -1022) bits = (bits & ((1ULL << 52) - 1)) | (uint64_t)(exponent + 1023) << 52;
	}
	bits |= (uint64_t)x.negative << 63;
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}

double strtod(const char *restrict s, char **restrict end)
{
	return scan(s, end, 1);
}

/* A number that is rounded to a float is a double without error. */
float strtof(const char *restrict s, char **restrict end)
{
	return scan(s, end, 0);
}
