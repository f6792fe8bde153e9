#include <math.h>

/* One instruction. */
float floorf(float x)
{
	return __builtin_floorf(x);
}
