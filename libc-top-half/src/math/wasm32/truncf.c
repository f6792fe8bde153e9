#include <math.h>

/* One instruction. */
float truncf(float x)
{
	return __builtin_truncf(x);
}
