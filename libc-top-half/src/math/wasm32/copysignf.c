#include <math.h>

/* One instruction. */
float copysignf(float x, float y)
{
	return __builtin_copysignf(x, y);
}
