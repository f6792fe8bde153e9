/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>
#include "__long.h"

long double expl(long double x)
{
	if (isnan(x)) return x;
	return __exp_pair((struct pair){ x, 0 });
}
