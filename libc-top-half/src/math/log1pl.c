#include <math.h>
#include "__long.h"

long double log1pl(long double x)
{
	if (isnan(x) || (isinf(x) && x > 0)) return x;
	if (x <= -1) return x == -1 ? x / 0.0 : (x - x) / 0.0;
	if (fabsl(x) < 0x1p-114L) return x;
	/* 1 + x is a sum of two; the second adds what it is of the first. */
	struct pair sum = pair_sum(1, x), log = __log_pair(sum.hi);
	return log.hi + (log.lo + sum.lo / sum.hi);
}
