/* strtod: infinities, NaN, hexadecimal, overflow and underflow. */
#include "../check.h"
#include <float.h>
#include <math.h>

int main(void)
{
	char *end;

	CHECK(strtod("inf", &end) == INFINITY && *end == '\0');
	CHECK(strtod("-InFiNiTy!", &end) == -INFINITY && *end == '!');
	CHECK(isnan(strtod("nan", &end)) && *end == '\0');
	CHECK(isnan(strtod("NAN(123)", &end)) && *end == '\0');
	CHECK_DBL(strtod("0x1.8p1", &end), 3);
	CHECK_DBL(strtod("-0x.1p4z", &end), -1);
	CHECK_STR(end, "z");
	CHECK_DBL(strtod("0x1.00000000000008p0", NULL), 1);
	CHECK_DBL(strtod("0x1.000000000000080000001p0", NULL), 0x1.0000000000001p0);
	errno = 0;
	CHECK(strtod("1e309", NULL) == HUGE_VAL);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK(strtod("-1e99999999999", NULL) == -HUGE_VAL);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK_DBL(strtod("1e-400", NULL), 0);
	CHECK_EQ(errno, ERANGE);
	errno = 0;
	CHECK_DBL(strtod("0e999999999999", NULL), 0);
	CHECK_EQ(errno, 0);
	/* No number: zero, without a sign. */
	CHECK_DBL(strtod("-", NULL), 0);
	CHECK_DBL(strtod("-.e1", NULL), 0);
	CHECK_DBL(strtod("-in", NULL), 0);
	CHECK_DBL(strtod("-0x", NULL), -0.0);
	CHECK(strtof("0.1", NULL) == 0.1f);
	CHECK(strtof("16777217", NULL) == 16777216.0f);
	CHECK(strtof("1e39", NULL) == HUGE_VALF);
	CHECK(strtold("0.5", NULL) == 0.5L);
	CHECK(strtold("1e4000", NULL) > DBL_MAX);
}
