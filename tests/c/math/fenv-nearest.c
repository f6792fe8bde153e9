/* <fenv.h>: rounds to nearest; no exception is pending after clearing. */
#include "../check.h"
#include <fenv.h>
#include <math.h>

int main(void)
{
	volatile double one = 1;
	fenv_t env;

	CHECK_EQ(fegetround(), FE_TONEAREST);
	CHECK_EQ(fesetround(FE_TONEAREST), 0);
	CHECK(fesetround(12345) != 0);
	CHECK_EQ(fegetenv(&env), 0);
	CHECK_EQ(fesetenv(&env), 0);
	CHECK_EQ(feclearexcept(FE_ALL_EXCEPT), 0);
	CHECK_EQ(fetestexcept(FE_ALL_EXCEPT), 0);
	CHECK_DBL(one + 0x1p-53, 1);
	CHECK_DBL(one + 0x1.8p-52, 0x1.0000000000002p0);
}
