#include <math.h>

long double sinhl(long double x)
{
	long double half = signbit(x) ? -0.5L : 0.5L, size = fabsl(x), t;
	if (isnan(x) || isinf(x) || size < 0x1p-60L) return x;
	if (size > 11356) {
		/* The result may fit, though exp(x) does not. */
		t = expl(size / 2);
		return half * t * t;
	}
	t = expm1l(size);
	if (size < 1) return half * (2 * t - t * t / (t + 1));
	return half * (t + t / (t + 1));
}
