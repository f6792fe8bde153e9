#ifndef _WASI_SOURCE_H
#define _WASI_SOURCE_H

#include <features.h>
#include <stdint.h>

/* The text that a number is read from. A byte is taken by moving at behind it, so the one that
 * ends a number stays. A string has no end: nothing is taken behind its 0.
 *
 * Without a byte at hand, more() gets some and returns the next, or -1 at the end of the text. */
struct source {
	const unsigned char *at, *end;
	int (*more)(struct source *);
};

static inline int peek(struct source *in)
{
	return in->at != in->end ? *in->at : in->more(in);
}

/* Both return 0 if there is no number, and then set errno to EINVAL. partial: any text may
 * follow the number. Otherwise the text has to go on as it begins: "1e+" and "0x" are none. */

/* Not partial. strtol has a version of its own, whose limit is the largest value if it is odd, or
 * the magnitude of the least. */
hidden int __scan_integer(struct source *, unsigned base, uint64_t *result);

struct scanned {
	/* A float or a double. */
	double value;
	/* A long double: high:low times 2 to the exponent. */
	uint64_t low, high;
	int exponent;
	unsigned char negative, infinite, nan;
};

/* precision: 0 float, 1 double, 2 long double. */
hidden int __scan_float(struct source *, int precision, int partial, struct scanned *);

hidden long double __scanned_long_double(const struct scanned *);

#endif
