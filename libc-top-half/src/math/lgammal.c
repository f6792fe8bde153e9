#define _GNU_SOURCE
#include <math.h>
#include "libm.h"
#include "__long.h"

long double __lgammal_r(long double x, int *sign)
{
	*sign = 1;
	if (isnan(x)) return x;
	if (isinf(x)) return x * x;
	if (x == 0) {
		if (signbit(x)) *sign = -1;
		return 1 / (x * x);
	}
	if (x > 0x1p120L) return x * (logl(x) - 1);
	if (x > 0) {
		struct pair log = __lgamma_pair(x);
		return log.hi + log.lo;
	}
	if (x == floorl(x)) return 1 / ((x - x) * (x - x));
	if (x > -0x1p-120L) {
		*sign = -1;
		return -logl(-x);
	}
	/* gamma(x) gamma(-x) = -pi / (x sin(pi x)) */
	const long double pi = 0x1.921fb54442d18469898cc51701b8p+1L;
	long double below = floorl(x), sine = sinl(pi * (x - roundl(x)));
	if (below / 2 != floorl(below / 2)) *sign = -1;
	struct pair log = __lgamma_pair(-x), other = __log_pair(pi / (-x * fabsl(sine)));
	log = pair_plus(other, (struct pair){ -log.hi, -log.lo });
	return log.hi + log.lo;
}

long double lgammal(long double x)
{
	return __lgammal_r(x, &__signgam);
}

weak_alias(__lgammal_r, lgammal_r);
