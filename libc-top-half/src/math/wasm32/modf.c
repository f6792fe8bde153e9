#include <math.h>

/* The part that trunc drops is exact. The difference of infinities is none. */
double modf(double x, double *whole)
{
	double i = __builtin_trunc(x);
	*whole = i;
	return __builtin_copysign(i == x ? 0 : x - i, x);
}
