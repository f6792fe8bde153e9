/* atoi, atol, atoll, atof, abs, labs, llabs, div, ldiv, lldiv. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(atoi("  -12abc"), -12);
	CHECK_EQ(atol("2147483647"), 2147483647);
	CHECK_EQ(atoll("-9000000000000000000"), -9000000000000000000);
	CHECK_DBL(atof("1.25e2"), 125);
	CHECK_EQ(atoi("none"), 0);
	CHECK_EQ(abs(-5), 5);
	CHECK_EQ(labs(-5L), 5);
	CHECK_EQ(llabs(-5000000000LL), 5000000000LL);
	CHECK_EQ(div(-7, 2).quot, -3);
	CHECK_EQ(div(-7, 2).rem, -1);
	CHECK_EQ(ldiv(7, -2).quot, -3);
	CHECK_EQ(lldiv(-7000000000LL, 2).rem, 0);
}
