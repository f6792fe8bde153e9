#include <math.h>
#include "whole_long.h"

long double roundl(long double x)
{
	union ldshape u = {x};
	int e = exponent(u);
	if (e >= 112) return x;
	if (e < 0) return small(u, e == -1);
	struct fraction f = fraction(e);
	return without(u, f, half(f), 1);
}
