#include <features.h>

/* A number as a sum whose second part is below the precision of the first. */
struct pair {
	long double hi, lo;
};

/* log(x) of a finite x above 0, to about 128 bits. */
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
