/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>
#include "__long.h"

long double log2l(long double x)
{
	const struct pair factor = { 0x1.71547652b82fe1777d0ffda0d23ap+0L,
		0x1.f4475abbd546eb4ad2c45928b367p-114L };
	if (isnan(x) || (isinf(x) && x > 0)) return x;
	if (x == 0) return -1 / (x * x);
	if (x < 0) return (x - x) / 0.0;
	struct pair log = pair_times(__log_pair(x), factor);
	return log.hi + log.lo;
}
