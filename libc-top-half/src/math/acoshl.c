/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>

long double acoshl(long double x)
{
	const long double ln2 = 0x1.62e42fefa39ef35793c7673007e6p-1L;
	if (isnan(x)) return x;
	if (x > 0x1p60L) return logl(x) + ln2;
	if (x > 2) return logl(2 * x - 1 / (x + sqrtl(x * x - 1)));
	long double t = x - 1;
	return log1pl(t + sqrtl(t * t + 2 * t));
}
