#include <math.h>

/* Two instructions. */
long lrintf(float x)
{
	return __builtin_rintf(x);
}
