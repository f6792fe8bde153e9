#include <math.h>
#include "__long.h"

/* exp(-x^2) */
static long double bell(long double x)
{
	struct pair square = pair_product(x, x);
	return __exp_pair((struct pair){ -square.hi, -square.lo });
}

/* For x of at least 1: the continued fraction 1/(x + 1/2/(x + 2/2/(x + 3/2/...))), from
 * behind; the further the smaller x is. */
static long double tail(long double x)
{
	const long double root = 0x1.20dd750429b6d11ae3a914fed7fep-1L; /* 1/sqrt(pi) */
	long double size = x > 40 ? 40 : x, f = x;
	for (int i = 40 + (int)(1000 / (size * size)); i; i--) f = x + i * 0.5L / f;
	return bell(x) * root / f;
}

/* Otherwise: a series whose terms all have the same sign. */
static long double middle(long double x)
{
	const long double root = 0x1.20dd750429b6d11ae3a914fed7fep+0L; /* 2/sqrt(pi) */
	long double square = x * x, term = x, sum = 0;
	for (int i = 1; fabsl(term) > fabsl(sum) * 0x1p-120L; i++) {
		sum += term;
		term *= 2 * square / (2 * i + 1);
	}
	return bell(x) * root * sum;
}

long double erfl(long double x)
{
	long double size = fabsl(x);
	if (isnan(x) || x == 0) return x;
	if (size < 1) return middle(x);
	return copysignl(size > 10 ? 1 : 1 - tail(size), x);
}

long double erfcl(long double x)
{
	if (isnan(x)) return x;
	if (x > 110) return 0;
	if (x >= 1) return tail(x);
	if (x > -1) return 1 - middle(x);
	return x < -10 ? 2 : 2 - tail(-x);
}
