#include <math.h>

/* One instruction. */
double floor(double x)
{
	return __builtin_floor(x);
}
