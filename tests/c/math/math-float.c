/* <math.h>: float and long double variants. */
#include "../check.h"
#include <math.h>

static volatile float one = 1;
static volatile long double lone = 1;

int main(void)
{
	CHECK(sqrtf(2 * one) == 0x1.6a09e6p0f);
	CHECK(fabsf(sinf(one) - 0.8414709848f) < 1e-7f);
	CHECK(fabsf(expf(one) - 2.7182818284f) < 3e-7f);
	CHECK(fabsf(logf(10 * one) - 2.3025850929f) < 3e-7f);
	CHECK(powf(2 * one, 10) == 1024);
	CHECK(floorf(-0.5f * one) == -1);
	CHECK(fmaf(2 * one, 3, 4) == 10);
	CHECK(lrintf(2.5f * one) == 2);
	CHECK(fmodf(7 * one, 3) == 1);
	CHECK(sqrtl(4 * lone) == 2);
	CHECK(fabsl(sinl(lone) - 0.84147098480789650665L) < 1e-15L);
	CHECK(fabsl(expl(lone) - 2.71828182845904523536L) < 1e-15L);
	CHECK(floorl(-0.5L * lone) == -1);
	CHECK(ldexpl(lone, 4000) > 1e300L);
	CHECK(truncl(2.75L * lone) == 2);
	CHECK(fmal(2 * lone, 3, 4) == 10);
	CHECK(powl(2 * lone, 100) == 0x1p100L);
}
