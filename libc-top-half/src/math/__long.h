#include <features.h>
#include <stdint.h>

/* A number as a sum whose second part is below the precision of the first. */
struct pair {
	long double hi, lo;
};

/* A series whose sum is near 1 is added up in integers of 128 bits, which takes a tenth of the
 * instructions of long doubles. */
typedef unsigned __int128 fixed;
#define FIXED(high, low) ((fixed)(high) << 64 | (low))

union long_bits {
	long double f;
	struct {
		uint64_t low, high;
	} half;
};

/* m (1 + r (c0 + r (c1 + ...))) for r = m 2^-(128 + shift), if sign is 1; with sign -1, r is
 * negative. m has its highest bit, and each c is a fraction of 2^128. The exponent grows by 1 if
 * the result is half of it. */
hidden fixed __fixed_series(const fixed *c, int count, fixed m, int shift, int sign, int *exponent);

/* n 2^exponent, rounded to nearest; negative if sign is -1. */
hidden long double __fixed_to_long(fixed n, int exponent, int sign);

/* log(x) of a finite x above 0, to about 126 bits. */
hidden struct pair __log_pair(long double x);

/* log(gamma(x)) of a finite x above 0. */
hidden struct pair __lgamma_pair(long double x);

/* exp(hi + lo) is scale * (1 + rest) * 2^exponent; the first of these, a power of 2 to
 * some 32nd, is a pair, and rest is small. Of sums between -12000 and 12000. */
struct power {
	struct pair scale;
	long double rest;
	int exponent;
};
hidden struct power __exp_parts(struct pair);

/* The same, put together: 0 or infinity, if it is beyond. */
hidden long double __exp_pair(struct pair);

/* Exact, unless something is too small or too large for it. */
static inline struct pair pair_sum(long double a, long double b)
{
	long double hi = a + b, part = hi - a;
	return (struct pair){ hi, (a - (hi - part)) + (b - part) };
}

static inline struct pair pair_product(long double a, long double b)
{
	/* Halves of 57 and 56 bits, whose products are exact. */
	const long double splitter = 0x1p57L + 1;
	long double c = splitter * a, d = splitter * b;
	long double ah = c - (c - a), al = a - ah, bh = d - (d - b), bl = b - bh;
	long double hi = a * b;
	return (struct pair){ hi, ((ah * bh - hi) + ah * bl + al * bh) + al * bl };
}

static inline struct pair pair_plus(struct pair a, struct pair b)
{
	struct pair sum = pair_sum(a.hi, b.hi);
	return pair_sum(sum.hi, sum.lo + (a.lo + b.lo));
}

static inline struct pair pair_times(struct pair a, struct pair b)
{
	struct pair product = pair_product(a.hi, b.hi);
	return pair_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}
