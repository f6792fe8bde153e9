/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>
#include "__long.h"

long double log10l(long double x)
{
	const struct pair factor = { 0x1.bcb7b1526e50e32a6ab7555f5a68p-2L,
		-0x1.1e6e08e5cfedd1b2efee2e0695d8p-116L };
	if (isnan(x) || (isinf(x) && x > 0)) return x;
	if (x == 0) return -1 / (x * x);
	if (x < 0) return (x - x) / 0.0;
	struct pair log = pair_times(__log_pair(x), factor);
	return log.hi + log.lo;
}
