/* exp, log, pow and functions derived from them, for long double: within two units of the
 * last of its 113 bits. The right values are from 2,500 bits. */
#include "../check.h"
#include <math.h>

static void check(const char *call, long double got, long double want)
{
	/* The spacing of long doubles there. */
	long double unit = nextafterl(fabsl(want), INFINITY) - fabsl(want);

	if (!(fabsl(got - want) <= 2 * unit))
		check_failed(__FILE__, __LINE__, 0, "%s is %La, want %La", call, got, want);
}

#define ONE(f, x, want) check(#f "(" #x ")", f(x), want)
#define TWO(f, x, y, want) check(#f "(" #x ", " #y ")", f(x, y), want)

int main(void)
{
	ONE(expl, 0x1p+0L, 0x1.5bf0a8b1457695355fb8ac404e7ap+1L);
	ONE(expl, -0x1p+0L, 0x1.78b56362cef37c6aeb7b1e0a4154p-2L);
	ONE(expl, 0x1p-1L, 0x1.a61298e1e069bc972dfefab6df34p+0L);
	ONE(expl, 0x1.0624dd2f1a9fbe76c8b439581062p-10L, 0x1.0041919b7ee33ce8184f77d3f23cp+0L);
	ONE(expl, -0x1.5e2p+9L, 0x1.af5fe9a485c8e56ff6985d93fae6p-1011L);
	ONE(expl, 0x1.62ep+13L, 0x1.2f5c036bda9471f881247e0e3df7p+16383L);
	ONE(expl, -0x1.62d8p+13L, 0x1.259ef1570032b38931df9c2dc574p-16382L);
	ONE(expl, 0x1.921fb54442d10fbbfdd40c52bc42p+1L, 0x1.724046eb0932486c9b27901bc2e6p+4L);
	ONE(expl, 0x1.4484bfeebc29f863424b06f3529ap-100L, 0x1.0000000000000000000000001448p+0L);
	ONE(expl, 0x1.92cccccccccccccccccccccccccdp+6L, 0x1.36b3df32523a5aabbfd8954f2d68p+145L);
	ONE(expm1l, 0x1p+0L, 0x1.b7e151628aed2a6abf7158809cf5p+0L);
	ONE(expm1l, -0x1p+0L, -0x1.43a54e4e988641ca8a4270fadf56p-1L);
	ONE(expm1l, 0x1.79ca10c9242235d511e976394d7ap-67L, 0x1.79ca10c9242235d534c1c2883c29p-67L);
	ONE(expm1l, 0x1.3333333333333333333333333333p-2L, 0x1.6641632306a56916ea9f851e4da3p-2L);
	ONE(expm1l, -0x1.3333333333333333333333333333p-2L, -0x1.0966f2c7907f62e41a5929d1a07p-2L);
	ONE(expm1l, 0x1.47ae147ae147ae147ae147ae147bp-7L, 0x1.4952e9791133e7f2e171fbbd191cp-7L);
	ONE(expm1l, -0x1.6872b020c49ba5e353f7ced91687p-7L, -0x1.667908718e15177eef0f2031dfbfp-7L);
	ONE(expm1l, 0x1.47ae147ae147ae147ae147ae147bp-6L, 0x1.4afa8fb004c89bfce2117c747984p-6L);
	ONE(expm1l, 0x1.9p+5L, 0x1.19103e4080b45664d6740cf8c5d9p+72L);
	ONE(expm1l, -0x1.ep+5L, -0x1.fffffffffffffffffffffa9479b9p-1L);
	ONE(expm1l, -0x1.6666666666666666666666666666p-1L, -0x1.01bf92311555f1c308629068bf67p-1L);
	ONE(expm1l, 0x1.6147ae147ae147ae147ae147ae14p-1L, 0x1.fcc848499ccb69d2acced5585919p-1L);
	ONE(logl, 0x1p+1L, 0x1.62e42fefa39ef35793c7673007e6p-1L);
	ONE(logl, 0x1.4p+3L, 0x1.26bb1bbb5551582dd4adac5705a6p+1L);
	ONE(logl, 0x1p-1L, -0x1.62e42fefa39ef35793c7673007e6p-1L);
	ONE(logl, 0x1.000001ad7f29abcaf485787a6521p+0L, 0x1.ad7f2843813dae5f6a3b2a8bafa8p-24L);
	ONE(logl, 0x1.fffeb074a771c970f7b9e060fe48p-1L, -0x1.4f8bc681e600532c20d1a4cbe9cap-17L);
	ONE(logl, 0x1.6a0902de00d1b71758e219652bd4p+0L, 0x1.62e1ac5b1d18216a69ee91418c8cp-2L);
	ONE(logl, 0x1.6a161e4f765fd8adab9f559b3d08p-1L, -0x1.62c1a17840101d8bf935ea50517p-2L);
	ONE(logl, 0x1.a3750647fcab18c21ab905450cc3p+13287L, 0x1.1fd2b914f151701cc1b19a4cfb84p+13L);
	ONE(logl, 0x1.387ae70c9e700b8049732d11a23dp-13288L, -0x1.1fd2b914f151701cc1b19a4cfb84p+13L);
	ONE(logl, 0x1.8p+1L, 0x1.193ea7aad030a976a4198d55053bp+0L);
	ONE(logl, 0x1.0ccccccccccccccccccccccccccdp+0L, 0x1.8fb063ef2c7e96c4ede2fbc3830ep-5L);
	ONE(log1pl, 0x1p+0L, 0x1.62e42fefa39ef35793c7673007e6p-1L);
	ONE(log1pl, 0x1.79ca10c9242235d511e976394d7ap-67L, 0x1.79ca10c9242235d4ef1129ea5ecbp-67L);
	ONE(log1pl, 0x1.3333333333333333333333333333p-2L, 0x1.0ca937be1b9dbdd4997a1999d19p-2L);
	ONE(log1pl, -0x1.3333333333333333333333333333p-2L, -0x1.6d3c324e13f4ec52cb1b077b94c1p-2L);
	ONE(log1pl, -0x1.fff2e48e8a71de69ad42c3c9eeccp-1L, -0x1.26bb1bbb5551582dd4adac5705b2p+3L);
	ONE(log1pl, 0x1.0624dd2f1a9fbe76c8b439581062p-10L, 0x1.060354f8c3ebf1575195ba06366fp-10L);
	ONE(log1pl, -0x1.0624dd2f1a9fbe76c8b439581062p-10L, -0x1.064670d979b6f04a67f83c41f985p-10L);
	ONE(log1pl, 0x1.93e5939a08ce9dbd48p+99L, 0x1.144f69ff9ffc42aaf762d191959dp+6L);
	ONE(log1pl, 0x1.a826aa8eb463497b7414a4d2b2cp-2L, 0x1.62e386e3de80fcf4bca14f9facb3p-2L);
	ONE(log2l, 0x1.8p+1L, 0x1.95c01a39fbd6879fa00b120a068cp+0L);
	ONE(log2l, 0x1.4p+3L, 0x1.a934f0979a3715fc9257edfe9b6p+1L);
	ONE(log2l, 0x1.999999999999999999999999999ap-4L, -0x1.a934f0979a3715fc9257edfe9b6p+1L);
	ONE(log2l, 0x1.004189374bc6a7ef9db22d0e5604p+0L, 0x1.7a013faca6c6a8ba2fc9d3b9fd94p-10L);
	ONE(log2l, 0x1.a3750647fcab18c21ab905450cc3p+13287L, 0x1.9f3db2f40c99cb78a6e9de6aa3bbp+13L);
	ONE(log10l, 0x1.8p+1L, 0x1.e8927964fd5fd08c30343a821a24p-2L);
	ONE(log10l, 0x1p+1L, 0x1.34413509f79fef311f12b35816f9p-2L);
	ONE(log10l, 0x1.999999999999999999999999999ap-4L, -0x1p+0L);
	ONE(log10l, 0x1.004189374bc6a7ef9db22d0e5604p+0L, 0x1.c729c93ddd5ab36faa65d4f625bfp-12L);
	ONE(log10l, 0x1.387ae70c9e700b8049732d11a23dp-13288L, -0x1.f4p+11L);
	ONE(sinhl, 0x1p+0L, 0x1.2cd9fc44eb9825a80249487f065p+0L);
	ONE(sinhl, 0x1.999999999999999999999999999ap-4L, 0x1.9a487337b59b2d71829c44494deap-4L);
	ONE(sinhl, -0x1.3333333333333333333333333333p-2L, -0x1.37d42af54b9265fd827c5777f709p-2L);
	ONE(sinhl, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.b7cdfd9d7bdbab7d786c101bfce8p-34L);
	ONE(sinhl, 0x1.4p+4L, 0x1.ceb088b68e803f93e546cffa0694p+27L);
	ONE(sinhl, -0x1.62ep+13L, -0x1.2f5c036bda9471f881247e0e3df7p+16382L);
	ONE(sinhl, 0x1.fae147ae147ae147ae147ae147aep-1L, 0x1.28ea8bd25b2d21574492c6f8fa42p+0L);
	ONE(coshl, 0x1p+0L, 0x1.8b07551d9f5504c2bd28100196a5p+0L);
	ONE(coshl, 0x1.999999999999999999999999999ap-4L, 0x1.0147f40224b386d86a0efc53c1cdp+0L);
	ONE(coshl, -0x1.3333333333333333333333333333p-2L, 0x1.0b9b4e0b6ec4c0c65a08cb6995a6p+0L);
	ONE(coshl, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.0000000000000000179ca10c9242p+0L);
	ONE(coshl, 0x1.4p+4L, 0x1.ceb088b68e8040af2dac2f312d03p+27L);
	ONE(coshl, 0x1.62ep+13L, 0x1.2f5c036bda9471f881247e0e3df7p+16382L);
	ONE(coshl, 0x1.051eb851eb851eb851eb851eb852p-1L, 0x1.22054d0e8014266d4d8669cf4879p+0L);
	ONE(tanhl, 0x1p+0L, 0x1.85efab514f394558632be293c427p-1L);
	ONE(tanhl, 0x1.999999999999999999999999999ap-4L, 0x1.983d7795f4139dbf6ad5f637e736p-4L);
	ONE(tanhl, -0x1.3333333333333333333333333333p-2L, -0x1.2a4dda7d914fa110ff29b470ba63p-2L);
	ONE(tanhl, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.b7cdfd9d7bdbab7d4fdb781e2563p-34L);
	ONE(tanhl, 0x1.4p+4L, 0x1.fffffffffffffec686db664e5dbep-1L);
	ONE(tanhl, 0x1.051eb851eb851eb851eb851eb852p-1L, 0x1.e13950715185762172ed3d7834c1p-2L);
	ONE(asinhl, 0x1p+0L, 0x1.c34366179d426cc1b1f33d1ba4a3p-1L);
	ONE(asinhl, 0x1.999999999999999999999999999ap-4L, 0x1.98eb9e7e5fc3e1338317fdf1bb8fp-4L);
	ONE(asinhl, -0x1.3333333333333333333333333333p-2L, -0x1.2ec4ea565fcc0f2b4710d5ae5b1fp-2L);
	ONE(asinhl, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.b7cdfd9d7bdbab7d5d61001d6d3ap-34L);
	ONE(asinhl, 0x1.4p+4L, 0x1.d841a9abe2ebb5e487fddff2294dp+1L);
	ONE(asinhl, 0x1.7e43c8800759ba59c08e14c7cd7bp+996L, 0x1.59bbfd8b83e43b128b2077cfc6a1p+9L);
	ONE(asinhl, 0x1.8p+1L, 0x1.d185b507edc0dfdf653c5b01df94p+0L);
	ONE(acoshl, 0x1.8p+0L, 0x1.ecc2caec5160994be04204a968c7p-1L);
	ONE(acoshl, 0x1.00068db8bac710cb295e9e1b089ap+0L, 0x1.cf67d7ec0d6a62f281b321209ecbp-7L);
	ONE(acoshl, 0x1.4p+1L, 0x1.9119c13a31baffe46835ab226659p+0L);
	ONE(acoshl, 0x1.4p+4L, 0x1.d818b3e5d4c5f39c646bda345f6fp+1L);
	ONE(acoshl, 0x1.7e43c8800759ba59c08e14c7cd7bp+996L, 0x1.59bbfd8b83e43b128b2077cfc6a1p+9L);
	TWO(powl, 0x1p+1L, 0x1p-1L, 0x1.6a09e667f3bcc908b2fb1366ea95p+0L);
	TWO(powl, 0x1.4p+3L, -0x1.8p+1L, 0x1.0624dd2f1a9fbe76c8b439581062p-10L);
	TWO(powl, 0x1.4p+3L, 0x1.2c4p+8L, 0x1.53e304ce2b2f4cb3c62043faf2d6p+997L);
	TWO(powl, 0x1.000001ad7f29abcaf485787a6521p+0L, 0x1.dcd65p+29L, 0x1.34944493e26003da4fc710859fabp+144L);
	TWO(powl, 0x1p-1L, 0x1.f402666666666666666666666666p+13L, 0x1.9fdf8bcce533d71f744d75dab9p-16001L);
	TWO(powl, 0x1.8p+1L, 0x1.b58p+12L, 0x1.aad38435b49997a811e7ddf03976p+11094L);
	TWO(powl, 0x1.8p+0L, -0x1.38808p+14L, 0x1.9941ef970eb214eb955b9e3fd843p-11700L);
	TWO(powl, 0x1.e240c9fbe76c8b4395810624dd2fp+16L, 0x1.c253b645a1cac083126e978d4fdfp+9L, 0x1.44d29723c40f2d03ecc30f789f51p+15233L);
	TWO(powl, 0x1.ffffffff2419013142122a414a8dp-1L, 0x1.6fee0e1a8p+33L, 0x1.29f18a145ad796654d89c7244b6fp-2L);
	TWO(powl, 0x1.cp+2L, 0x1.55553ef6b5d462c343b70ef56649p-2L, 0x1.e9b5c6d452cf941161cbef488a33p+0L);

	/* Arguments with exact results. */
	CHECK(expl(-INFINITY) == 0 && expl(INFINITY) == INFINITY && expl(0) == 1);
	CHECK(expl(20000) == INFINITY && expl(-20000) == 0 && expl(-11430) > 0);
	CHECK(expm1l(-INFINITY) == -1 && expm1l(-1000) == -1 && signbit(expm1l(-0.0L)));
	CHECK(logl(0) == -INFINITY && isnan(logl(-1)) && logl(1) == 0 && logl(INFINITY) == INFINITY);
	CHECK(log1pl(-1) == -INFINITY && isnan(log1pl(-2)) && signbit(log1pl(-0.0L)));
	CHECK(log2l(8) == 3 && log2l(0x1p-16400L) == -16400);
	CHECK(isnan(expl(NAN)) && isnan(logl(NAN)) && isnan(powl(NAN, 1)) && powl(NAN, 0) == 1);
	CHECK(powl(-2, 3) == -8 && powl(-2, 4) == 16 && isnan(powl(-2, 0.5L)) && powl(2, -3) == 0.125L);
	CHECK(powl(0, -1) == INFINITY && powl(-0.0L, -3) == -INFINITY && powl(-0.0L, -2) == INFINITY);
	CHECK(powl(0, 2) == 0 && signbit(powl(-0.0L, 3)) && powl(-INFINITY, 3) == -INFINITY);
	CHECK(powl(-1, INFINITY) == 1 && powl(0.5L, INFINITY) == 0 && powl(0.5L, -INFINITY) == INFINITY);
	CHECK(powl(10, 5000) == INFINITY && powl(10, -5000) == 0 && powl(-10, 4999) == -INFINITY);
	for (int n = 0; n <= 48; n++)
		CHECK(log10l(powl(10, n)) == n);
	CHECK(sinhl(-12000) == -INFINITY && coshl(-12000) == INFINITY && tanhl(-12000) == -1);
	CHECK(signbit(sinhl(-0.0L)) && coshl(0) == 1 && signbit(tanhl(-0.0L)));
	CHECK(asinhl(-INFINITY) == -INFINITY && acoshl(1) == 0 && isnan(acoshl(0.5L)));
	/* The edges of the tables, and the largest products. */
	ONE(logl, 0x1.03ffffffffffffffffffffffffffp+0L, 0x1.fc0a8b0fc03e3cf9eda74d37ab57p-7L);
	ONE(logl, 0x1.08p+0L, 0x1.f829b0e7833004cf8fc13c7bc8a8p-6L);
	ONE(logl, 0x1.34p+0L, 0x1.7ab890210d9091be36b2d6a0608p-3L);
	ONE(logl, 0x1.67ffffffffffffffffffffffffffp+0L, 0x1.5d1bdbf5809ca508d8e0f71ff843p-2L);
	ONE(logl, 0x1.6c00000000000000000000000001p+0L, 0x1.686c81e9b14aec442be1014e386cp-2L);
	ONE(logl, 0x1.7p+0L, 0x1.739d7f6bbd0069ce24c53fad3ef8p-2L);
	ONE(logl, 0x1.a000000000000000000000000001p+0L, 0x1.f128f5faf06ecb35c83b1131cf6p-2L);
	ONE(logl, 0x1.f8p+0L, 0x1.5ad404c359f2cfb29aaa5f0239a8p-1L);
	ONE(logl, 0x1.fcp+0L, 0x1.5ee02a924167570d6095fd24207ep-1L);
	ONE(logl, 0x1.ffffffffffffffffffffffffffffp+0L, 0x1.62e42fefa39ef35793c7673007e5p-1L);
	ONE(logl, 0x1.ffffffffffffffffffffffffffffp-1L, -0x1p-113L);
	ONE(logl, 0x1.0000000000000000000000000001p+0L, 0x1.ffffffffffffffffffffffffffffp-113L);
	ONE(logl, 0x1.fcp-1L, -0x1.010157588de7128ccc5a82f9da01p-7L);
	ONE(logl, 0x1.ffffffffffffffep-1L, -0x1.0000000000000008p-60L);
	ONE(logl, 0x1.8p-16493L, -0x1.653d5e2cca29ab048698451cf7cbp+13L);
	TWO(powl, 0x1.2218cffa6c2248p+0L, -0x1.614cc00a60a9bca5c7f8b0e85dfbp+16L, 0x1.7a8a0323b217ee8d09592aff6179p-16316L);
	TWO(powl, 0x1.a1f818edecd7dp-1L, 0x1.aa053f212cb4b73e6a1696db38c1p+15L, 0x1.3b60d18a07bd15f8134e1de44e97p-15964L);
	TWO(powl, 0x1.036f2e071e18ccp+0L, 0x1.980010669aa6849a935305b3f9ebp+19L, 0x1.5cd816fac58a776f267095dad39ap+16064L);
	TWO(powl, 0x1.f88e50386cb89ap-1L, 0x1.75ecc30bb1b505a83897b52f927ap+19L, 0x1.ecdcb38b2c542694867fdb914143p-16182L);
	TWO(powl, 0x1.00001de38379da071bp+0L, 0x1.7876d76f0cafc691eac493c79f5ap+32L, 0x1.2eaa3c4064ec610878928b4e377ap+16233L);
	TWO(powl, 0x1.ffffca83cc14e41c98p-1L, 0x1.9d5af143f219bc5ce17f4f7621d4p+32L, 0x1.1f45ecf867fa2b6012192198a2d7p-15948L);
	TWO(powl, 0x1.000000000000001f51e8732ea49ap+0L, -0x1.627bf9b11526c20a85186932c8dcp+72L, 0x1.7e1c716884da225f2f8de6c5577cp-16018L);
	TWO(powl, 0x1.ffffffffffffffdf01f3a4b4a9fp-1L, -0x1.52484084e92bc0ba7696bf0c40dfp+73L, 0x1.7356981b103fba4efc4aaacc097dp+16101L);
	TWO(powl, 0x1.0000000000000000000000001b8p+0L, 0x1.98d448e47d9f6b0df6b0df6b23ecp+112L, 0x1.ea54b2b036bd8ab69905da2a6782p+16219L);
	TWO(powl, 0x1.ffffffffffffffffffffffffc286p-1L, -0x1.6de9f210cdedb773b809a13305eap+112L, 0x1.beafb021c13cd6d9c1112f141a0dp+16226L);
	ONE(expl, 0x1.4cccccccccccdp-90L, 0x1.0000000000000000000000533333p+0L);
	ONE(expl, -0x1.b333333333333p-119L, 0x1p+0L);
	ONE(expl, 0x1.fd70a3d70a3d7p-7L, 0x1.0402d7664e4bed49b1885b42a6acp+0L);
}
