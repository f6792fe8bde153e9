#include <math.h>
#include "__long.h"

long double expm1l(long double x)
{
	if (isnan(x) || x == 0) return x;
	if (x < -100) return -1;
	if (x > 200) return expl(x);
	struct power p = __exp_parts((struct pair){ x, 0 });
	long double hi = scalbnl(p.scale.hi, p.exponent), lo = scalbnl(p.scale.lo, p.exponent);
	/* The subtrahend is close to hi, so the difference is exact, or so small that its
	 * error does not matter. */
	struct pair difference = pair_sum(hi, -1);
	return difference.hi + (difference.lo + (lo + hi * p.rest));
}
