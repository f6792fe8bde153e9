/* <math.h>: known values to within one unit in the last place. */
#include "../check.h"
#include <math.h>

static volatile double one = 1;

static void near(const char *name, double got, double want)
{
	if (got != want && got != nextafter(want, INFINITY) &&
	    got != nextafter(want, -INFINITY))
		check_failed(__FILE__, __LINE__, 0, "%s: %a, want %a", name, got, want);
}

#define NEAR(got, want) near(#got, got, want)

int main(void)
{
	NEAR(sin(one), 0.84147098480789650665);
	NEAR(cos(one), 0.54030230586813971740);
	NEAR(tan(one), 1.55740772465490223051);
	NEAR(sin(1e22 * one), -0.85220084976718880177);
	NEAR(sin(3 * one), 0.14112000805986722210);
	NEAR(asin(0.5 * one), 0.52359877559829887308);
	NEAR(acos(0.5 * one), 1.04719755119659774615);
	NEAR(atan(2 * one), 1.10714871779409050302);
	NEAR(atan2(one, 2), 0.46364760900080611621);
	NEAR(exp(one), 2.71828182845904523536);
	NEAR(exp(-10 * one), 4.5399929762484851536e-05);
	NEAR(exp2(0.5 * one), 1.41421356237309504880);
	NEAR(expm1(1e-5 * one), 1.0000050000166667083e-05);
	NEAR(log(2 * one), 0.69314718055994530942);
	NEAR(log(10 * one), 2.30258509299404568402);
	NEAR(log2(10 * one), 3.32192809488736234787);
	NEAR(log10(2 * one), 0.30102999566398119521);
	NEAR(log1p(1e-5 * one), 9.9999500003333308334e-06);
	NEAR(pow(2 * one, 0.5), 1.41421356237309504880);
	NEAR(pow(10 * one, -3), 0.001);
	NEAR(sinh(one), 1.17520119364380145688);
	NEAR(cosh(one), 1.54308063481524377848);
	NEAR(tanh(one), 0.76159415595576488812);
	NEAR(asinh(one), 0.88137358701954302523);
	NEAR(acosh(2 * one), 1.31695789692481670863);
	NEAR(atanh(0.5 * one), 0.54930614433405484570);
	NEAR(cbrt(2 * one), 1.25992104989487316477);
	NEAR(erf(one), 0.84270079294971486934);
}
