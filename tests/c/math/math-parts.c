/* frexp, ldexp, modf, logb, ilogb, scalbn, nextafter, remquo. */
#include "../check.h"
#include <limits.h>
#include <math.h>

static volatile double one = 1;

int main(void)
{
	int e;
	double whole;

	CHECK_DBL(frexp(12 * one, &e), 0.75);
	CHECK_EQ(e, 4);
	CHECK_DBL(frexp(0x1p-1074 * one, &e), 0.5);
	CHECK_EQ(e, -1073);
	CHECK_DBL(ldexp(0.75 * one, 4), 12);
	CHECK_DBL(ldexp(one, -1074), 0x1p-1074);
	CHECK(isinf(ldexp(one, 5000)));
	CHECK_DBL(scalbn(3 * one, -2), 0.75);
	CHECK_DBL(scalbln(one, 10), 1024);
	CHECK_DBL(modf(-3.25 * one, &whole), -0.25);
	CHECK_DBL(whole, -3);
	CHECK_DBL(modf(INFINITY * one, &whole), 0);
	CHECK(isinf(whole));
	CHECK_DBL(logb(0x1.8p-5 * one), -5);
	CHECK_EQ(ilogb(1024 * one), 10);
	CHECK_EQ(ilogb(INFINITY * one), INT_MAX);
	CHECK_DBL(nextafter(one, 2), 0x1.0000000000001p0);
	CHECK_DBL(nextafter(0 * one, -1), -0x1p-1074);
	CHECK(nextafterf(1.0f, 0.0f) == 0x1.fffffep-1f);
	CHECK_DBL(remquo(29 * one, 3, &e), -1);
	CHECK_EQ(e & 7, 2);
}
