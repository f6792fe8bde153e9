#include "atomic.h"
#include "__long.h"

/* x is 2^k m, with m near 1, and c about 1/m: log(x) is k log(2) - log(c) + log(1 + r), where
 * r = m c - 1 is exact, and at most 2^-6. */

static const struct {
	/* -log(c), and c in units of 2^-9. */
	long double hi;
	double lo;
	int c;
} logs[64] = {
	{ 0, 0, 512 },
	{ 0x1.8492528c8cabe8b9b4be7981664ap-6L, 0x1.dbd58307947b2p-121, 500 },
	{ 0x1.35c8bfaa1306afabdf3d66aaf172p-5L, -0x1.9dc41d4084363p-128, 493 },
	{ 0x1.bbcebfc68f4203cb9e741eadee47p-5L, -0x1.c7a63b957415ap-120, 485 },
	{ 0x1.1973bd1465566d154f930b2a6149p-4L, -0x1.756afffde9363p-118, 478 },
	{ 0x1.55e10050e0383ae818a78e5cf922p-4L, 0x1.c1c0cad0b98f3p-121, 471 },
	{ 0x1.8a6477a91dc28c0af9bd6df6f7b8p-4L, -0x1.3f24cc9cd12f8p-118, 465 },
	{ 0x1.c885801bc4b2368e32d56699c17ap-4L, -0x1.976ecb049bfdep-118, 458 },
	{ 0x1.fe89139dbd56594d82f7a81b1b25p-4L, 0x1.1ec209bb838bcp-119, 452 },
	{ 0x1.1aa2b7e23f729e3910e264d10819p-3L, 0x1.e5fe99f92e706p-117, 446 },
	{ 0x1.365fcb01590162fa8234b7289595p-3L, 0x1.c206c033f255ap-120, 440 },
	{ 0x1.527e5e4a1b58cfa395a5f71a900bp-3L, -0x1.a9031f5a269a1p-117, 434 },
	{ 0x1.6f0128b756abb9c8698f787a64eap-3L, 0x1.fbcd8df88aa8cp-119, 428 },
	{ 0x1.871213750e99475a17cd7ba8a7f9p-3L, 0x1.aa382e40a64abp-117, 423 },
	{ 0x1.a454082e6ab053be40fb8b8698c9p-3L, -0x1.e8c17d674a25ap-118, 417 },
	{ 0x1.bd087383bd8ad0ee9aafb528b6bap-3L, 0x1.554fb28c40425p-119, 412 },
	{ 0x1.d60a17f9035148fc81ef96392189p-3L, -0x1.5645b45d1522ep-117, 407 },
	{ 0x1.ef5ade4dcffe5deea9a4471eebf3p-3L, -0x1.64f6092f8fdedp-118, 402 },
	{ 0x1.047e60cde83b7be21a72fe78d109p-2L, 0x1.c5523b1bc78b8p-116, 397 },
	{ 0x1.1178e8227e47bde338b41fc72de8p-2L, 0x1.e3bb51fd87849p-118, 392 },
	{ 0x1.1bf99635a6b94ddaa28f7b6dbb96p-2L, -0x1.4c77b56ac001p-118, 388 },
	{ 0x1.2941afb186b7bcf5233c75d518p-2L, -0x1.a9b5dfcb5442cp-116, 383 },
	{ 0x1.3401e12aecba0e32aa475b8b93fap-2L, -0x1.54216e4fd4b2fp-116, 379 },
	{ 0x1.419b423d5e8c721b7648704e7232p-2L, -0x1.24105212ecd0ep-116, 374 },
	{ 0x1.4c9e09e172c3beedc9ea4eb85a2cp-2L, -0x1.ef0823bae5d1dp-116, 370 },
	{ 0x1.57bf753c8d1fadedee5d40ee939dp-2L, -0x1.42cd558167e1fp-117, 366 },
	{ 0x1.630030b3aac493b8319ca3fff329p-2L, -0x1.8cad111a1176ap-119, 362 },
	{ -0x1.5767717455a6c549ab6ca0d982f4p-2L, -0x1.f1706866327efp-121, 716 },
	{ -0x1.4be5f957778a0db4c9949f6fd864p-2L, -0x1.eb953458673d3p-116, 708 },
	{ -0x1.41b941cce0bee5bfb06f00ddbd72p-2L, -0x1.a33f8ccd60ee4p-116, 701 },
	{ -0x1.3772662bfd85af254eb13f7410cbp-2L, 0x1.bc9f52285b80dp-119, 694 },
	{ -0x1.2b9303ab89d249da52809eb54afp-2L, 0x1.4a722f8ae06a9p-116, 686 },
	{ -0x1.211255986160b9e2e8a5430ebd42p-2L, 0x1.f995b6c33a24bp-118, 679 },
	{ -0x1.1675cababa60e039cc7d57106e2ep-2L, -0x1.1f833e82521e1p-119, 672 },
	{ -0x1.0bbccdb0d24bccb3317737ed6ff7p-2L, 0x1.269b3c33a89f3p-117, 665 },
	{ -0x1.0274dc16c232f3d139f06b84f007p-2L, -0x1.6f22182512ed9p-116, 659 },
	{ -0x1.ef0adcbdc59365218de543708321p-3L, -0x1.3eb4a130d0749p-117, 652 },
	{ -0x1.dc1bca0abec7d60d3146662dbf07p-3L, -0x1.d2b51478112e7p-117, 646 },
	{ -0x1.c5cba543ae424a77b2d153f1ca17p-3L, 0x1.83d3a4b0c88a4p-119, 639 },
	{ -0x1.b2797ee46320bbab7c97fab8c23fp-3L, 0x1.38b186a09993ep-117, 633 },
	{ -0x1.9ef83d2769a33d213018c8018b51p-3L, 0x1.4a8f75156ba48p-117, 627 },
	{ -0x1.8b46f8223625b3e4205baf925d8cp-3L, -0x1.4bfa6bb0d372p-117, 621 },
	{ -0x1.7764c128f21274903479e3d13373p-3L, -0x1.ffd0fafad5a5ap-118, 615 },
	{ -0x1.66acd4272ad50dedfe363c2ae9b4p-3L, 0x1.5614378db3634p-121, 610 },
	{ -0x1.526e5e3a1b437a2e401d6e3cb19ap-3L, -0x1.b6f318ed51115p-117, 604 },
	{ -0x1.41682bf727bbfee3df81ed8d9e4fp-3L, 0x1.72c75f199555bp-117, 599 },
	{ -0x1.2cca0f5f5f25087372807703fa79p-3L, -0x1.1bc27927e200ep-119, 593 },
	{ -0x1.1b72ad52f67a029060468e59ae74p-3L, 0x1.887026f66acd1p-120, 588 },
	{ -0x1.09f561ee719c33ea3aa0b9616ec2p-3L, -0x1.c2cfacadbcb9bp-117, 583 },
	{ -0x1.e98b5496714677489c50e96a6606p-4L, 0x1.3949ce32175b9p-119, 577 },
	{ -0x1.c5e548f5bc74315d617ef8161b17p-4L, -0x1.a7659abe370dep-118, 572 },
	{ -0x1.a1ef1d8061cd4176df97bcb177f2p-4L, -0x1.bcfefe5f5c49bp-118, 567 },
	{ -0x1.84ef898e8282a32db968837244d8p-4L, 0x1.5d0e0900b1fe2p-120, 563 },
	{ -0x1.60658a93750c3b1dee9c4f79259cp-4L, -0x1.9b523b6220fc6p-118, 558 },
	{ -0x1.3b87598b1b6edf535a9ae76b42e9p-4L, -0x1.cff98a5f4b65fp-119, 553 },
	{ -0x1.16536eea37ae0e8625c173dd325ep-4L, -0x1.1b690a41699a1p-118, 548 },
	{ -0x1.f0a30c01162a6617cc9716eeb32fp-5L, -0x1.31a68e9a66eb7p-121, 544 },
	{ -0x1.a4fe9ffa3d234f6bf7fadb64ca61p-5L, -0x1.910b0a5d43f1dp-121, 539 },
	{ -0x1.67f94f094bd983e7cfc9dad65acp-5L, -0x1.3c5893f2bd805p-121, 535 },
	{ -0x1.2a7ec2214e87318856e9c01e6dd6p-5L, 0x1.ef708cbcff5a6p-120, 531 },
	{ -0x1.b9fc027af9197fbd465b7588de62p-6L, 0x1.80092b3382eb2p-120, 526 },
	{ -0x1.3cea44346a574ef34a56fd4c5e43p-6L, -0x1.8d0797189a4cfp-121, 522 },
	{ -0x1.7dc475f810a76dd2512f05841be7p-7L, 0x1.7af5b5e7ff16p-121, 518 },
	{ 0, 0, 512 },
};

/* log(1 + r) is r (1 - r (1/2 - r/3 + r^2/4 ...)). */
static const fixed series[] = {
	FIXED(0x8000000000000000, 0x0000000000000000), /* 1/2 */
	FIXED(0x5555555555555555, 0x5555555555555555), /* 1/3 */
	FIXED(0x4000000000000000, 0x0000000000000000), /* 1/4 */
	FIXED(0x3333333333333333, 0x3333333333333333), /* 1/5 */
	FIXED(0x2aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab), /* 1/6 */
	FIXED(0x2492492492492492, 0x4924924924924925), /* 1/7 */
	FIXED(0x2000000000000000, 0x0000000000000000), /* 1/8 */
	FIXED(0x1c71c71c71c71c71, 0xc71c71c71c71c71c), /* 1/9 */
	FIXED(0x1999999999999999, 0x999999999999999a), /* 1/10 */
	FIXED(0x1745d1745d1745d1, 0x745d1745d1745d17), /* 1/11 */
	FIXED(0x1555555555555555, 0x5555555555555555), /* 1/12 */
	FIXED(0x13b13b13b13b13b1, 0x3b13b13b13b13b14), /* 1/13 */
	FIXED(0x1249249249249249, 0x2492492492492492), /* 1/14 */
	FIXED(0x1111111111111111, 0x1111111111111111), /* 1/15 */
	FIXED(0x1000000000000000, 0x0000000000000000), /* 1/16 */
	FIXED(0x0f0f0f0f0f0f0f0f, 0x0f0f0f0f0f0f0f0f), /* 1/17 */
	FIXED(0x0e38e38e38e38e38, 0xe38e38e38e38e38e), /* 1/18 */
	FIXED(0x0d79435e50d79435, 0xe50d79435e50d794), /* 1/19 */
	FIXED(0x0ccccccccccccccc, 0xcccccccccccccccd), /* 1/20 */
	FIXED(0x0c30c30c30c30c30, 0xc30c30c30c30c30c), /* 1/21 */
};

/* From this entry on, m is below 1. */
#define UPPER 27

/* The first has zeros enough for a product with any exponent. */
static const struct pair ln2 = { 0x1.62e42fefa39ef35793c7673p-1L,
	0x1.f97b57a079a193394c5b16c5068cp-103L };

/* Exact if a is 0 or not less than b. */
static struct pair ordered_sum(long double a, long double b)
{
	long double hi = a + b;
	return (struct pair){ hi, b - (hi - a) };
}

/* log(1 + r) for r = d 2^-unit. */
static struct pair log_near_1(__int128 d, int unit)
{
	int sign = d < 0 ? -1 : 1;
	fixed m = d < 0 ? -(fixed)d : (fixed)d;
	if (!m) return (struct pair){ 0, 0 };
	int zeros = m >> 64 ? a_clz_64(m >> 64) : 64 + a_clz_64(m), exponent = -zeros - unit;
	m <<= zeros;
	m = __fixed_series(series, sizeof series / sizeof *series, m, -128 - exponent, -sign,
		&exponent);
	return (struct pair){ __fixed_to_long(m & ~(fixed)0x7fff, exponent, sign),
		__fixed_to_long(m & 0x7fff, exponent, sign) };
}

struct pair __log_pair(long double x)
{
	union long_bits bits = { x };
	int k = bits.half.high >> 48;
	if (!k) {
		bits.f = x * 0x1p114L;
		k = (int)(bits.half.high >> 48) - 114;
	}
	fixed m = FIXED((bits.half.high & 0xffffffffffff) | 1ULL << 48, bits.half.low);
	unsigned at = m >> 106 & 63, upper = at >= UPPER;
	k += (int)upper - 16383;
	int unit = 121 + (int)upper;
	struct pair rest = log_near_1((__int128)(m * logs[at].c - ((fixed)1 << unit)), unit);

	struct pair sum = ordered_sum(k * ln2.hi, logs[at].hi), all = ordered_sum(sum.hi, rest.hi);
	return ordered_sum(all.hi, all.lo + (sum.lo + (k * ln2.lo + logs[at].lo + rest.lo)));
}
