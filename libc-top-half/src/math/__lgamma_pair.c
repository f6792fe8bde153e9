#include <math.h>
#include "__long.h"

/* Stirling's series, for an argument that is large enough: smaller ones are increased
 * by gamma(x) = gamma(x + 1) / x. */

static const long double series[] = {
	0x1.5555555555555555555555555555p-4L,
	-0x1.6c16c16c16c16c16c16c16c16c17p-9L,
	0x1.a01a01a01a01a01a01a01a01a01ap-11L,
	-0x1.3813813813813813813813813814p-11L,
	0x1.b951e2b18ff23570ea73806e5479p-11L,
	-0x1.f6ab0d9993c7c81f6ab0d9993c7dp-10L,
	0x1.a41a41a41a41a41a41a41a41a41ap-8L,
	-0x1.e4286cb0f5397dc2064a8ed3175cp-6L,
	0x1.6fe96381e067ffa1876fe96381ep-3L,
	-0x1.6476701181f39edbdb9ce625987dp+0L,
	0x1.ace44322ce005a74f53910c8b38p+3L,
	-0x1.39b2525cccc1aab67ee25d73c0f9p+7L,
	0x1.12234e81b4e81b4e81b4e81b4e82p+11L,
	-0x1.1a198ae1c4ab7eb3feddd849692p+15L,
	0x1.51a2089a6e11a38433dc9fb888d4p+19L,
	-0x1.d1089b142d3577880c2d3577880cp+23L,
	0x1.6d29a0f6433b79890cede62433b8p+28L,
};

struct pair __lgamma_pair(long double x)
{
	/* log(2 pi) / 2 */
	static const struct pair constant = { 0x1.d67f1c864beb4a69297920028832p-1L,
		0x1.011e7d847c689a2c5a6ef635189ap-115L };
	struct pair product = { 1, 0 }, z = { x, 0 }, log, sum;
	while (z.hi < 40) {
		product = pair_times(product, z);
		z = pair_plus(z, (struct pair){ 1, 0 });
	}
	long double inverse = 1 / z.hi, square = inverse * inverse, rest = 0;
	for (int i = sizeof series / sizeof *series; i--;) rest = series[i] + rest * square;
	log = __log_pair(z.hi);
	log.lo += z.lo * inverse;
	sum = pair_times(pair_plus(z, (struct pair){ -0.5L, 0 }), log);
	sum = pair_plus(sum, (struct pair){ -z.hi, -z.lo });
	sum = pair_plus(sum, constant);
	sum = pair_plus(sum, (struct pair){ rest * inverse, 0 });
	if (product.hi != 1 || product.lo) {
		log = __log_pair(product.hi);
		log.lo += product.lo / product.hi;
		sum = pair_plus(sum, (struct pair){ -log.hi, -log.lo });
	}
	return sum;
}
