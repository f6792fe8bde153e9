#include <math.h>
#include "whole_long.h"

long double floorl(long double x)
{
	union ldshape u = {x};
	int e = exponent(u), away = u.i.se >> 15 == 1;
	if (e >= 112 || is_zero(u)) return x;
	if (e < 0) return small(u, away);
	struct fraction f = fraction(e);
	return without(u, f, away ? f : (struct fraction){0}, 0);
}
