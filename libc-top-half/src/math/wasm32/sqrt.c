#include <math.h>

/* One instruction. */
double sqrt(double x)
{
	return __builtin_sqrt(x);
}
