#include <math.h>
#include "__long.h"

long double tgammal(long double x)
{
	if (isnan(x) || (isinf(x) && x > 0)) return x;
	if (x == 0) return 1 / x;
	if (x == floorl(x)) {
		if (x < 0) return (x - x) / 0.0;
		if (x <= 30) {
			long double product = 1;
			for (int i = 2; i < (int)x; i++) product *= i;
			return product;
		}
	}
	if (x > 1800) return 0x1p16383L * 2;
	if (x > 0) return __exp_pair(__lgamma_pair(x));
	if (x < -1800) return floorl(x) / 2 == floorl(floorl(x) / 2) ? 0.0L : -0.0L;
	if (x > -0x1p-120L) return 1 / x;
	/* gamma(x) gamma(-x) = -pi / (x sin(pi x)) */
	const long double pi = 0x1.921fb54442d18469898cc51701b8p+1L;
	long double whole = roundl(x), sine = sinl(pi * (x - whole));
	if (whole / 2 != floorl(whole / 2)) sine = -sine;
	struct pair log = __lgamma_pair(-x);
	return -pi / (x * sine) * __exp_pair((struct pair){ -log.hi, -log.lo });
}
