#include <math.h>
#include "__long.h"

long double expl(long double x)
{
	if (isnan(x)) return x;
	return __exp_pair((struct pair){ x, 0 });
}
