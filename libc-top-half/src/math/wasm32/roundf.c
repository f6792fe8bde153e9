#include <math.h>

/* The part that trunc drops is exact. */
float roundf(float x)
{
	float whole = __builtin_truncf(x);
	return __builtin_fabsf(x - whole) >= 0.5f ? whole + __builtin_copysignf(1, x) : whole;
}
