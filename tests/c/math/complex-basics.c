/* <complex.h>: parts, absolute value, roots, multiplication. */
#include "../check.h"
#include <complex.h>
#include <math.h>

int main(void)
{
	volatile double three = 3, four = 4;
	double complex z = three + four * I;

	CHECK_DBL(creal(z), 3);
	CHECK_DBL(cimag(z), 4);
	CHECK_DBL(cabs(z), 5);
	CHECK_DBL(cimag(conj(z)), -4);
	double complex product = z * z;
	CHECK_DBL(creal(product), -7);
	CHECK_DBL(cimag(product), 24);
	double complex quotient = product / z;
	CHECK(fabs(creal(quotient) - 3) < 1e-15 && fabs(cimag(quotient) - 4) < 1e-15);
	double complex root = csqrt(-7 + 24 * I);
	CHECK(cabs(root - z) < 1e-14);
	CHECK(cabs(cexp(I * 3.14159265358979323846) + 1) < 1e-15);
	CHECK(fabs(carg(-1 + 0 * I) - 3.14159265358979323846) < 1e-15);
	CHECK(cabs(cpow(2, 3) - 8) < 1e-13);
	CHECK(cabsf(3.0f + 4.0f * I) == 5.0f);
}
