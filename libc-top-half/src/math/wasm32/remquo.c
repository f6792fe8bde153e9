#include <math.h>
#include "division.h"

double remquo(double x, double y, int *quotient)
{
	double a = __builtin_fabs(x), b = __builtin_fabs(y), rest;
	uint32_t q = 0;
	*quotient = 0;
	if (!(b > 0) || !(a < INFINITY)) return x * y / (x * y);
	if (a < b) {
		rest = a;
		if (2 * a > b) {
			rest = a - b;
			q = 1;
		}
	} else {
		int ea, eb;
		uint64_t m = integer(a, &ea), n = integer(b, &eb);
		m = modulo(m, ea - eb, n, &q);
		if (2 * m > n || 2 * m == n && q % 2) {
			rest = -magnitude(n - m, eb);
			q++;
		} else {
			rest = magnitude(m, eb);
		}
	}
	q &= 0x7fffffff;
	*quotient = __builtin_signbit(x) != __builtin_signbit(y) ? -(int)q : (int)q;
	return __builtin_signbit(x) ? -rest : rest;
}
