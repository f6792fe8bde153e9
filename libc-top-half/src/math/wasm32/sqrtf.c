#include <math.h>

/* One instruction. */
float sqrtf(float x)
{
	return __builtin_sqrtf(x);
}
