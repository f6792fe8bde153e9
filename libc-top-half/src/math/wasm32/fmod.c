#include <math.h>
#include "division.h"

double fmod(double x, double y)
{
	double a = __builtin_fabs(x), b = __builtin_fabs(y);
	if (!(b > 0) || !(a < INFINITY)) return x * y / (x * y);
	if (a < b) return x;
	int ea, eb;
	uint64_t m = integer(a, &ea), n = integer(b, &eb);
	m = modulo(m, ea - eb, n, &(uint32_t){0});
	return __builtin_copysign(magnitude(m, eb), x);
}
