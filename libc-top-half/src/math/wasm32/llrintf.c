#include <math.h>

/* Two instructions. */
long long llrintf(float x)
{
	return __builtin_rintf(x);
}
