#include <math.h>

/* One instruction. */
float nearbyintf(float x)
{
	return __builtin_nearbyintf(x);
}
