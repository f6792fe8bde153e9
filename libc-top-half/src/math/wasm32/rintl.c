#include <math.h>
#include "whole_long.h"

/* To the even of two numbers that are as near. */
long double rintl(long double x)
{
	union ldshape u = {x};
	int e = exponent(u);
	if (e >= 112) return x;
	if (e < 0) return small(u, e == -1 && u.i2.lo | u.i2.hi << 16);
	struct fraction f = fraction(e);
	return without(u, f, half(f), is_odd(u, f));
}
