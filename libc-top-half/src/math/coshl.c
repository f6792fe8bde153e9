#include <math.h>

long double coshl(long double x)
{
	long double size = fabsl(x), t;
	if (isnan(x)) return x;
	if (size < 0.5L) {
		t = expm1l(size);
		return 1 + t * t / (2 * (1 + t));
	}
	if (size > 11356) {
		/* The result may fit, though exp(x) does not. */
		t = expl(size / 2);
		return 0.5L * t * t;
	}
	t = expl(size);
	return 0.5L * (t + 1 / t);
}
