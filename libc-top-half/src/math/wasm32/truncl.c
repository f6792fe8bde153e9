#include <math.h>
#include "whole_long.h"

long double truncl(long double x)
{
	union ldshape u = {x};
	int e = exponent(u);
	if (e >= 112) return x;
	if (e < 0) return small(u, 0);
	return without(u, fraction(e), (struct fraction){0}, 0);
}
