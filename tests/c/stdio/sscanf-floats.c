/* sscanf: floating-point numbers of all shapes. */
#include "../check.h"
#include <math.h>

int main(void)
{
	double a, b, c;
	float f;
	long double l;

	CHECK_EQ(sscanf("1.5 -2e3 .25", "%lf%lf%lf", &a, &b, &c), 3);
	CHECK_DBL(a, 1.5);
	CHECK_DBL(b, -2000);
	CHECK_DBL(c, 0.25);
	CHECK_EQ(sscanf("0x1.8p3 inf nan", "%lf%lf%lf", &a, &b, &c), 3);
	CHECK_DBL(a, 12);
	CHECK(isinf(b));
	CHECK(isnan(c));
	CHECK_EQ(sscanf("0.1 0.5", "%f %Lf", &f, &l), 2);
	CHECK(f == 0.1f);
	CHECK(l == 0.5L);
	CHECK_EQ(sscanf("12.345", "%4lf%lf", &a, &b), 2);
	CHECK_DBL(a, 12.3);
	CHECK_DBL(b, 45);
}
