#include <features.h>
#include <stdint.h>
#include <stdio.h>

/* A number that was read and rounded: high:low times 2 to the exponent. */
struct scanned {
	uint64_t low, high;
	int exponent;
	unsigned char negative, infinite, nan;
};

/* precision: 0 float, 1 double, 2 long double. partial: any text may follow the
 * number. Without a number, the result is 0, errno EINVAL and a count of 0. */
hidden void __scan_float(FILE *, int precision, int partial, struct scanned *);

hidden double __scanned_double(const struct scanned *);
hidden long double __scanned_long_double(const struct scanned *);
