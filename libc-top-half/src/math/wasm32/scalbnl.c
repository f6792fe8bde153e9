#include <math.h>
#include "libm.h"

long double scalbnl(long double x, int n)
{
	union ldshape u = {x}, power = {1};
	int e = u.i.se & 0x7fff;
	if (e && e < 0x7fff && n > -e && n < 0x7fff - e) {
		u.i.se += n;
		return u.f;
	}
	/* The last factor must not round a second time: before it, no result is subnormal. */
	for (int i = 0; i < 2 && n > 16383; i++, n -= 16383) x *= 0x1p16383L;
	for (int i = 0; i < 2 && n < -16382; i++, n += 16382 - 113) x *= 0x1p-16382L * 0x1p113L;
	if (n > 16383) n = 16383;
	if (n < -16382) n = -16382;
	power.i.se += n;
	return x * power.f;
}
