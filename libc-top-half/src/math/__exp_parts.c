#include <math.h>
#include "__long.h"

/* exp(x) = 2^(n/32) exp(r), with |r| below log(2)/64. */

static const struct {
	long double hi;
	double lo;
} roots[32] = {
	{ 0x1p+0L, 0.0 },
	{ 0x1.059b0d31585743ae7c548eb68ca4p+0L, 0x1.7fe53e3495f7ep-116 },
	{ 0x1.0b5586cf9890f6298b92b71842aap+0L, -0x1.f26f5bafdd30cp-114 },
	{ 0x1.11301d0125b50a4ebbf1aed9318dp+0L, -0x1.53a33b854e991p-116 },
	{ 0x1.172b83c7d517adcdf7c8c50eb14ap+0L, 0x1.e480d5427fdf6p-114 },
	{ 0x1.1d4873168b9aa7805b8028990f08p+0L, -0x1.59d2f77e46e7ap-114 },
	{ 0x1.2387a6e75623866c1fadb1c15cb6p+0L, -0x1.b13f35ea65bf5p-114 },
	{ 0x1.29e9df51fdee12c25d15f5a24aa4p+0L, -0x1.0d5dbd4fdcb7fp-114 },
	{ 0x1.306fe0a31b7152de8d5a46305c86p+0L, -0x1.21343d8cbc9d6p-116 },
	{ 0x1.371a7373aa9caa7145502f454798p+0L, 0x1.f8f84945afe72p-114 },
	{ 0x1.3dea64c12342235b41223e13d774p+0L, -0x1.174d1f51f6ef6p-118 },
	{ 0x1.44e086061892d03136f409df01ap+0L, -0x1.0ac312de3d922p-114 },
	{ 0x1.4bfdad5362a271d4397afec42e21p+0L, -0x1.fc9c45d1ea63bp-116 },
	{ 0x1.5342b569d4f81df0a83c49d86a64p+0L, -0x1.6331ab837acffp-117 },
	{ 0x1.5ab07dd48542958c93015191eb34p+0L, 0x1.76235f204a038p-114 },
	{ 0x1.6247eb03a5584b1f0fa06fd2da43p+0L, -0x1.138c541823376p-114 },
	{ 0x1.6a09e667f3bcc908b2fb1366ea95p+0L, 0x1.f4f8eb7b05d45p-114 },
	{ 0x1.71f75e8ec5f73dd2370f2ef0acd7p+0L, -0x1.a5e5a54e930bbp-115 },
	{ 0x1.7a11473eb0186d7d51023f6cda1fp+0L, 0x1.7bd0ad9a5de58p-114 },
	{ 0x1.82589994cce128acf88afab34a01p+0L, 0x1.ed5acb977581fp-117 },
	{ 0x1.8ace5422aa0db5ba7c55a192c9bbp+0L, 0x1.f376b0f939998p-115 },
	{ 0x1.93737b0cdc5e4f4501c3f2540a23p+0L, -0x1.681da853f24e1p-115 },
	{ 0x1.9c49182a3f0901c7c46b071f2be6p+0L, -0x1.c89486bcf7a3ap-114 },
	{ 0x1.a5503b23e255c8b424491caf87bdp+0L, -0x1.febd6feb1fa3fp-114 },
	{ 0x1.ae89f995ad3ad5e8734d1773205ap+0L, 0x1.fef0eb99d7a91p-114 },
	{ 0x1.b7f76f2fb5e46eaa7b081ab53c53p+0L, 0x1.532240f0d5b93p-114 },
	{ 0x1.c199bdd85529c2220cb12a091ba6p+0L, 0x1.9e51125928d9ap-114 },
	{ 0x1.cb720dcef90691503cbd1e949db7p+0L, 0x1.8765566b032dbp-114 },
	{ 0x1.d5818dcfba48725da05aeb66e0ddp+0L, -0x1.5829d82a98fdep-114 },
	{ 0x1.dfc97337b9b5eb968cac39ed291bp+0L, 0x1.c896a513bf56fp-114 },
	{ 0x1.ea4afa2a490d9858f73a18f5db3p+0L, 0x1.f86dea20610cfp-116 },
	{ 0x1.f50765b6e4540674f84b762862bbp+0L, -0x1.9bffc80ef2b51p-122 },
};

/* exp(r) - 1 is r (1 + r (1/2! + r/3! + ...)). */
static const fixed series[] = {
	FIXED(0x8000000000000000, 0x0000000000000000), /* 1/2! */
	FIXED(0x2aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab), /* 1/3! */
	FIXED(0x0aaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab), /* 1/4! */
	FIXED(0x0222222222222222, 0x2222222222222222), /* 1/5! */
	FIXED(0x005b05b05b05b05b, 0x05b05b05b05b05b0), /* 1/6! */
	FIXED(0x000d00d00d00d00d, 0x00d00d00d00d00d0), /* 1/7! */
	FIXED(0x0001a01a01a01a01, 0xa01a01a01a01a01a), /* 1/8! */
	FIXED(0x00002e3bc74aad8e, 0x671f5583911ca003), /* 1/9! */
	FIXED(0x0000049f93edde27, 0xd71cbbc05b4fa99a), /* 1/10! */
	FIXED(0x0000006b99159fd5, 0x138e3f9d1f92e0df), /* 1/11! */
	FIXED(0x00000008f76c77fc, 0x6c4bdaa26d4c3d68), /* 1/12! */
	FIXED(0x00000000b092309d, 0x43684be51c198e92), /* 1/13! */
	FIXED(0x000000000c9cba54, 0x603e4e905d6f8a2f), /* 1/14! */
	FIXED(0x0000000000d73f9f, 0x399dc0f88ec32b58), /* 1/15! */
};

static long double exp_minus_1(long double r)
{
	union long_bits bits = { r };
	int exponent = bits.half.high >> 48 & 0x7fff, sign = bits.half.high >> 63 ? -1 : 1;
	/* The rest of the series is too small to matter. */
	if (exponent < 16383 - 120) return r;
	fixed m = FIXED((bits.half.high & 0xffffffffffff) | 1ULL << 48, bits.half.low) << 15;
	exponent -= 16383 + 127;
	m = __fixed_series(series, sizeof series / sizeof *series, m, -128 - exponent, sign,
		&exponent);
	return __fixed_to_long(m, exponent, sign);
}

struct power __exp_parts(struct pair x)
{
	/* log(2)/32; the first part times any n is exact. */
	const long double step_hi = 0x1.62e42fefa39ef35793c7672p-6L,
			  step_lo = 0x1.007e5ed5e81e6864ce5316c5b142p-98L;
	int n = (int)floor((double)x.hi * 0x1.71547652b82fep+5 + 0.5);
	long double hi = x.hi - n * step_hi, r = hi + (x.lo - n * step_lo);
	return (struct power){
		.scale = { roots[n & 31].hi, roots[n & 31].lo },
		.rest = exp_minus_1(r),
		.exponent = n >> 5,
	};
}

long double __exp_pair(struct pair x)
{
	if (x.hi > 12000) return 0x1p16383L * 2;
	if (x.hi < -12000) return 0;
	struct power p = __exp_parts(x);
	return scalbnl(p.scale.hi + (p.scale.lo + p.scale.hi * p.rest), p.exponent);
}
