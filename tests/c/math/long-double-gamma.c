/* erf and gamma for long double: within 16 units of the last of its 113 bits. The right
 * values are from 700 bits. */
#include "../check.h"
#include <math.h>

static void check(const char *call, long double got, long double want)
{
	/* The spacing of long doubles there. */
	long double unit = nextafterl(fabsl(want), INFINITY) - fabsl(want);

	if (!(fabsl(got - want) <= 16 * unit))
		check_failed(__FILE__, __LINE__, 0, "%s is %La, want %La", call, got, want);
}

#define ONE(f, x, want) check(#f "(" #x ")", f(x), want)

int main(void)
{
	ONE(erfl, 0x1.999999999999999999999999999ap-4L, 0x1.cca5ea24fb3339ead537478866dp-4L);
	ONE(erfl, 0x1.79ca10c9242235d511e976394d7ap-67L, 0x1.aa4a230244ae05ae2c351c31ce73p-67L);
	ONE(erfl, 0x1p-1L, 0x1.0a7ef5c18edd22bd013e346344f5p-1L);
	ONE(erfl, 0x1.ff7ced916872b020c49ba5e353f8p-1L, 0x1.af4003d2e0fca5436355aa2e9fd3p-1L);
	ONE(erfl, 0x1p+0L, 0x1.af767a741088ac6d0110fdbb0d27p-1L);
	ONE(erfl, 0x1.8p+0L, 0x1.eea5557137adfb1e86ee834da4cep-1L);
	ONE(erfl, -0x1.4p+1L, -0x1.ffcaa8f4c9bea6c33b858045be45p-1L);
	ONE(erfl, 0x1.d99999999999999999999999999ap+1L, 0x1.fffffa642eefbc5859b5dc458ffap-1L);
	ONE(erfl, 0x1.8p+2L, 0x1.fffffffffffffce60fd5505be93dp-1L);
	ONE(erfcl, 0x1.999999999999999999999999999ap-4L, 0x1.c66b42bb609998c2a559170ef326p-1L);
	ONE(erfcl, 0x1p-1L, 0x1.eb02147ce245ba85fd8397397616p-2L);
	ONE(erfcl, -0x1.6666666666666666666666666666p-1L, 0x1.ad846108b8b232a265e0c477bebfp+0L);
	ONE(erfcl, 0x1p+0L, 0x1.4226162fbddd4e4bfbbc0913cb64p-3L);
	ONE(erfcl, 0x1.028f5c28f5c28f5c28f5c28f5c29p+0L, 0x1.39bb6b2651f620a1bcf8be1f48eap-3L);
	ONE(erfcl, 0x1p+1L, 0x1.328f5ec350e668d7fe6fb465cc11p-8L);
	ONE(erfcl, 0x1.6p+2L, 0x1.09182b326b228dba2f49d8ae3c69p-47L);
	ONE(erfcl, 0x1.ep+4L, 0x1.ca9408dc14a2888af71d143e7135p-1305L);
	ONE(erfcl, 0x1.9p+6L, 0x1.7ea8a677bba872c483300ff9aeep-14435L);
	ONE(erfcl, -0x1.8p+1L, 0x1.fffe8d6209afcbdd5f43d9ad9debp+0L);
	ONE(tgammal, 0x1p-1L, 0x1.c5bf891b4ef6aa79c3b0520d5db9p+0L);
	ONE(tgammal, 0x1.8p+0L, 0x1.c5bf891b4ef6aa79c3b0520d5db9p-1L);
	ONE(tgammal, 0x1.ap+1L, 0x1.464e0d6293ffcb2c91ea05a092d8p+1L);
	ONE(tgammal, 0x1.4333333333333333333333333333p+3L, 0x1.bc1a30179e7320dab2b40cb2eb0ap+18L);
	ONE(tgammal, 0x1.1cp+5L, 0x1.4754eebee3dc20b17d6fe4ba5467p+130L);
	ONE(tgammal, 0x1.92cccccccccccccccccccccccccdp+6L, 0x1.b4a58df808d99ac86fb25944686ep+522L);
	ONE(tgammal, 0x1.a92p+10L, 0x1.fb3ad9aee57ec09ba5b03b2f9d4cp+15791L);
	ONE(tgammal, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.2a05f1ffb61dcc0e778755f2869bp+33L);
	ONE(tgammal, -0x1p-1L, -0x1.c5bf891b4ef6aa79c3b0520d5db9p+1L);
	ONE(tgammal, -0x1.8p+0L, 0x1.2e7fb0bcdf4f1c512d2036b393d1p+1L);
	ONE(tgammal, -0x1.499999999999999999999999999ap+3L, -0x1.1a855ea0eea2a3b5052019dfc38bp-21L);
	ONE(tgammal, -0x1.9166666666666666666666666666p+7L, -0x1.2a896391df6928df5a02efbae099p-1249L);
	ONE(tgammal, -0x1.0624dd2f1a9fbe76c8b439581062p-10L, -0x1.f44a02a45e3aafd1aea8bd32ab44p+9L);
	ONE(lgammal, 0x1p-1L, 0x1.250d048e7a1bd0bd5f956c6a843fp-1L);
	ONE(lgammal, 0x1.ap+1L, 0x1.df216e434a8ec2f306cfc9d1f7bdp-1L);
	ONE(lgammal, 0x1.4333333333333333333333333333p+3L, 0x1.a0e17fc1463fdf033c88745b7b8ep+3L);
	ONE(lgammal, 0x1.b7cdfd9d7bdbab7d6ae6881cb511p-34L, 0x1.7069e2aa26ae3b66030939ad582dp+4L);
	ONE(lgammal, 0x1.1cp+5L, 0x1.696b72d6f033c71f3a3e518d4a39p+6L);
	ONE(lgammal, 0x1.a92p+10L, 0x1.56115e08bc3b4b5bc09ce154855ep+13L);
	ONE(lgammal, 0x1.93e5939a08ce9dbd48p+99L, 0x1.ada137e8ad86094032541dedd8a7p+105L);
	ONE(lgammal, -0x1p-1L, 0x1.43f89a3f0edd620a79ae69cd4613p+0L);
	ONE(lgammal, -0x1.b333333333333333333333333333p+0L, 0x1.d7fc06e34794172a84a337d85d6ap-1L);
	ONE(lgammal, -0x1.499999999999999999999999999ap+3L, -0x1.cea3f76b8a35547da22dcbc41bf6p+3L);

	/* Arguments with exact results. */
	CHECK(erfl(INFINITY) == 1 && erfl(-INFINITY) == -1 && signbit(erfl(-0.0L)));
	CHECK(erfcl(INFINITY) == 0 && erfcl(-INFINITY) == 2 && erfcl(0) == 1 && isnan(erfcl(NAN)));
	CHECK(tgammal(1) == 1 && tgammal(5) == 24 && tgammal(20) == 121645100408832000);
	CHECK(tgammal(0) == INFINITY && tgammal(-0.0L) == -INFINITY && isnan(tgammal(-3)));
	CHECK(tgammal(2000) == INFINITY && tgammal(-2000.5L) == 0 && isnan(tgammal(-INFINITY)));
	CHECK(lgammal(0) == INFINITY && lgammal(-2) == INFINITY && lgammal(-INFINITY) == INFINITY);
	CHECK(fabsl(lgammal(1)) < 0x1p-110L && fabsl(lgammal(2)) < 0x1p-110L);
	CHECK(lgammal(-0.5L) > 1 && signgam == -1 && lgammal(-1.5L) < 1 && signgam == 1);
}
