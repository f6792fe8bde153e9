#include <math.h>

/* The part that trunc drops is exact. */
double round(double x)
{
	double whole = __builtin_trunc(x);
	return __builtin_fabs(x - whole) >= 0.5f ? whole + __builtin_copysign(1, x) : whole;
}
