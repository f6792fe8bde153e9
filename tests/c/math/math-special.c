/* <math.h>: zeros, infinities and NaNs in, with the results of the standard. */
#include "../check.h"
#include <math.h>

static volatile double zero = 0, one = 1, infinity = INFINITY, nan_ = NAN;

int main(void)
{
	CHECK_DBL(sin(-zero), -0.0);
	CHECK(isnan(sin(infinity)));
	CHECK_DBL(cos(zero), 1);
	CHECK_DBL(tan(-zero), -0.0);
	CHECK_DBL(atan2(zero, -one), 0x1.921fb54442d18p1);
	CHECK_DBL(atan2(-zero, one), -0.0);
	CHECK_DBL(exp(zero), 1);
	CHECK_DBL(exp(-infinity), 0);
	CHECK(isinf(exp(1000 * one)));
	CHECK_DBL(expm1(-zero), -0.0);
	CHECK_DBL(log(one), 0);
	CHECK(log(zero) == -INFINITY);
	CHECK(isnan(log(-one)));
	CHECK_DBL(log2(8 * one), 3);
	CHECK_DBL(log10(1000 * one), 3);
	CHECK_DBL(log1p(zero), 0);
	CHECK_DBL(pow(zero, zero), 1);
	CHECK_DBL(pow(nan_, zero), 1);
	CHECK_DBL(pow(one, nan_), 1);
	CHECK_DBL(pow(2, 10 * one), 1024);
	CHECK_DBL(pow(-2 * one, 3), -8);
	CHECK(isnan(pow(-2 * one, 0.5)));
	CHECK(isinf(pow(zero, -one)));
	CHECK_DBL(pow(infinity, -one), 0);
	CHECK_DBL(tanh(infinity), 1);
	CHECK(isnan(fmod(infinity, 2)));
	CHECK(isnan(acos(2 * one)));
	CHECK_DBL(tgamma(5 * one), 24);
	CHECK_DBL(erf(infinity), 1);
	CHECK(isinf(lgamma(zero)));
	CHECK(fpclassify(0x1p-1074 * one) == FP_SUBNORMAL);
	CHECK(fpclassify(zero) == FP_ZERO);
	CHECK(isnormal(one) && isfinite(one) && !isfinite(nan_));
	CHECK(signbit(-zero) && !signbit(zero));
	CHECK(isunordered(nan_, one));
}
