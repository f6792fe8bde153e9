#include <math.h>
#include "whole_long.h"

long double modfl(long double x, long double *whole)
{
	union ldshape u = {x}, i = {truncl(x)};
	int e = exponent(u);
	*whole = i.f;
	if (e < 0 || e == 0x4000 && u.i2.lo | u.i2.hi << 16) return x;
	if (u.i2.lo == i.i2.lo && u.i2.hi == i.i2.hi) return small(u, 0);
	return x - i.f;
}
