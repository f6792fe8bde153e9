#include <math.h>

/* One instruction. */
double rint(double x)
{
	return __builtin_rint(x);
}
