#include <math.h>

/* The result is exact in both. */
float fmodf(float x, float y)
{
	return fmod(x, y);
}
