#include <math.h>

/* The result is exact in both. */
float remquof(float x, float y, int *quotient)
{
	return remquo(x, y, quotient);
}
