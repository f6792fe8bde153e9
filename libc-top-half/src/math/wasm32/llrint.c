#include <math.h>

/* Two instructions. */
long long llrint(double x)
{
	return __builtin_rint(x);
}
