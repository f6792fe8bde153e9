#include <math.h>

/* Two instructions. */
long lrint(double x)
{
	return __builtin_rint(x);
}
