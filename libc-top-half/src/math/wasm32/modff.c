#include <math.h>

/* The part that trunc drops is exact. The difference of infinities is none. */
float modff(float x, float *whole)
{
	float i = __builtin_truncf(x);
	*whole = i;
	return __builtin_copysignf(i == x ? 0 : x - i, x);
}
