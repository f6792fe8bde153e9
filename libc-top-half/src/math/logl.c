/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>
#include "__long.h"

long double logl(long double x)
{
	if (isnan(x) || (isinf(x) && x > 0)) return x;
	if (x == 0) return -1 / (x * x);
	if (x < 0) return (x - x) / 0.0;
	struct pair log = __log_pair(x);
	return log.hi + log.lo;
}
