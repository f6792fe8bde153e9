#include <math.h>
#include "__long.h"

/* 0: no integer, 1: odd, 2: even. */
static int parity(long double y)
{
	if (fabsl(y) >= 0x1p113L) return 2;
	if (y != truncl(y)) return 0;
	return y / 2 == truncl(y / 2) ? 2 : 1;
}

long double powl(long double x, long double y)
{
	if (x == 1 || y == 0) return 1;
	if (isnan(x) || isnan(y)) return x + y;
	long double size = fabsl(x);
	int kind = parity(y);
	if (isinf(y)) {
		if (size == 1) return 1;
		return (size > 1) == (y > 0) ? INFINITY : 0;
	}
	int negative = signbit(x) && kind == 1;
	if (size == 0 || isinf(size)) {
		long double result = (size == 0) == (y > 0) ? 0 : size == 0 ? 1 / size : size;
		return negative ? -result : result;
	}
	if (x < 0 && !kind) return (x - x) / 0.0;

	struct pair log = __log_pair(size);
	long double result, about = y * log.hi;
	if (fabsl(about) > 12000) {
		result = about > 0 ? 0x1p16383L * 2 : 0;
	} else {
		struct pair product = pair_product(y, log.hi);
		result = __exp_pair(pair_sum(product.hi, product.lo + y * log.lo));
	}
	return negative ? -result : result;
}
