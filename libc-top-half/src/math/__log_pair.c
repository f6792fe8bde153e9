#include <math.h>
#include "__long.h"

/* log(m) is 2 atanh(s), s = (m - 1) / (m + 1), for an m near 1: the series
 * 2 s (1 + s^2/3 + s^4/5 + ...). Of its terms the first are pairs. */

static const long double rest[] = {
	0x1.2492492492492492492492492492p-3L, /* 1/7 */
	0x1.c71c71c71c71c71c71c71c71c71cp-4L, /* 1/9 */
	0x1.745d1745d1745d1745d1745d1746p-4L, /* 1/11 */
	0x1.3b13b13b13b13b13b13b13b13b14p-4L, /* 1/13 */
	0x1.1111111111111111111111111111p-4L, /* 1/15 */
	0x1.e1e1e1e1e1e1e1e1e1e1e1e1e1e2p-5L, /* 1/17 */
	0x1.af286bca1af286bca1af286bca1bp-5L, /* 1/19 */
	0x1.8618618618618618618618618618p-5L, /* 1/21 */
	0x1.642c8590b21642c8590b21642c86p-5L, /* 1/23 */
	0x1.47ae147ae147ae147ae147ae147bp-5L, /* 1/25 */
	0x1.2f684bda12f684bda12f684bda13p-5L, /* 1/27 */
	0x1.1a7b9611a7b9611a7b9611a7b961p-5L, /* 1/29 */
	0x1.0842108421084210842108421084p-5L, /* 1/31 */
	0x1.f07c1f07c1f07c1f07c1f07c1f08p-6L, /* 1/33 */
	0x1.d41d41d41d41d41d41d41d41d41dp-6L, /* 1/35 */
	0x1.bacf914c1bacf914c1bacf914c1cp-6L, /* 1/37 */
	0x1.a41a41a41a41a41a41a41a41a41ap-6L, /* 1/39 */
	0x1.8f9c18f9c18f9c18f9c18f9c18fap-6L, /* 1/41 */
	0x1.7d05f417d05f417d05f417d05f41p-6L, /* 1/43 */
	0x1.6c16c16c16c16c16c16c16c16c17p-6L, /* 1/45 */
	0x1.5c9882b9310572620ae4c415c988p-6L, /* 1/47 */
	0x1.4e5e0a72f05397829cbc14e5e0a7p-6L, /* 1/49 */
	0x1.4141414141414141414141414141p-6L, /* 1/51 */
	0x1.3521cfb2b78c13521cfb2b78c135p-6L, /* 1/53 */
};

static const struct pair third = { 0x1.5555555555555555555555555555p-2L,
	0x1.5555555555555555555555555555p-116L };
static const struct pair fifth = { 0x1.999999999999999999999999999ap-3L,
	-0x1.999999999999999999999999999ap-117L };
/* The first has zeros enough for a product with any exponent. */
static const struct pair ln2 = { 0x1.62e42fefa39ef35793c7673p-1L,
	0x1.f97b57a079a193394c5b16c5068cp-103L };

struct pair __log_pair(long double x)
{
	int k;
	long double m = frexpl(x, &k);
	if (m < 0x1.6a09e667f3bcdp-1L) {
		m *= 2;
		k--;
	}
	long double top = m - 1;
	struct pair bottom = pair_sum(m, 1), s, product;
	s.hi = top / bottom.hi;
	product = pair_product(s.hi, bottom.hi);
	s.lo = (top - product.hi - product.lo - s.hi * bottom.lo) / bottom.hi;

	struct pair z = pair_times(s, s), sum;
	long double q = 0;
	for (int i = sizeof rest / sizeof *rest; i--;) q = rest[i] + q * z.hi;
	sum = pair_plus(fifth, pair_product(q, z.hi));
	sum = pair_plus(third, pair_times(sum, z));
	sum = pair_times(pair_times(sum, z), s);
	sum = pair_plus(s, sum);
	sum = (struct pair){ 2 * sum.hi, 2 * sum.lo };
	if (!k) return sum;
	struct pair power = pair_sum(k * ln2.hi, k * ln2.lo);
	return pair_plus(power, sum);
}
