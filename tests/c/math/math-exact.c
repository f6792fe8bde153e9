/* <math.h>: functions whose results are exact. */
#include "../check.h"
#include <math.h>

static volatile double zero = 0, one = 1, two = 2;

int main(void)
{
	CHECK_DBL(sqrt(two), 0x1.6a09e667f3bcdp0);
	CHECK_DBL(sqrt(-zero), -0.0);
	CHECK(isnan(sqrt(-one)));
	CHECK_DBL(fma(0x1.0000001p0, 0x1.0000001p0, -one), 0x1.00000008p-27);
	CHECK_DBL(fma(two, 3, 4), 10);
	CHECK_DBL(floor(-1.5 * one), -2);
	CHECK_DBL(ceil(-0.5 * one), -0.0);
	CHECK_DBL(trunc(-1.9 * one), -1);
	CHECK_DBL(round(2.5 * one), 3);
	CHECK_DBL(round(-0.5 * one), -1);
	CHECK_DBL(round(0.49999999999999994 * one), 0);
	CHECK_DBL(rint(2.5 * one), 2);
	CHECK_DBL(rint(3.5 * one), 4);
	CHECK_DBL(nearbyint(-2.5 * one), -2);
	CHECK_EQ(lrint(2.5 * one), 2);
	CHECK_EQ(llround(-2.5 * one), -3);
	CHECK_DBL(fmod(-7 * one, 3), -1);
	CHECK_DBL(fmod(1e300 * one, 7), 1);
	CHECK_DBL(remainder(7 * one, 4), -1);
	CHECK_DBL(fabs(-zero), 0);
	CHECK_DBL(copysign(3, -zero), -3);
	CHECK_DBL(fdim(3 * one, 5), 0);
	CHECK_DBL(fmax(NAN, two), 2);
	CHECK_DBL(fmin(one, two), 1);
	CHECK_DBL(hypot(3 * one, 4), 5);
	CHECK_DBL(cbrt(-8 * one), -2);
}
