/* Upstream computes in double when a long double has 113 bits. This is accurate to all of them. */
#include <math.h>

long double asinhl(long double x)
{
	const long double ln2 = 0x1.62e42fefa39ef35793c7673007e6p-1L;
	long double size = fabsl(x), y;
	if (isnan(x) || isinf(x) || size < 0x1p-60L) return x;
	if (size > 0x1p60L) y = logl(size) + ln2;
	else if (size > 2) y = logl(2 * size + 1 / (sqrtl(size * size + 1) + size));
	else y = log1pl(size + size * size / (sqrtl(size * size + 1) + 1));
	return copysignl(y, x);
}
