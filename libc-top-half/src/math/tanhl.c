/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>

long double tanhl(long double x)
{
	long double size = fabsl(x), t;
	if (isnan(x) || size < 0x1p-60L) return x;
	if (size > 50) {
		t = 1;
	} else if (size > 0.5L) {
		t = 1 - 2 / (expm1l(2 * size) + 2);
	} else {
		t = expm1l(2 * size);
		t = t / (t + 2);
	}
	return copysignl(t, x);
}
