/* sscanf: integers in every base and length. */
#include "../check.h"

int main(void)
{
	int a, b, c, d;
	long long ll;
	short h;
	signed char hh;
	unsigned u;
	size_t z;

	CHECK_EQ(sscanf("12 -34 +56", "%d%d%d", &a, &b, &c), 3);
	CHECK_EQ(a, 12);
	CHECK_EQ(b, -34);
	CHECK_EQ(c, 56);
	CHECK_EQ(sscanf("10 010 0x10", "%i %i %i", &a, &b, &c), 3);
	CHECK_EQ(a, 10);
	CHECK_EQ(b, 8);
	CHECK_EQ(c, 16);
	CHECK_EQ(sscanf("ff 77 4294967295", "%x %o %u", &u, &u, &u), 3);
	CHECK_EQ(u, 4294967295u);
	CHECK_EQ(sscanf("-9223372036854775808 300 -5 77", "%lld %hd %hhd %zu", &ll, &h,
			&hh, &z), 4);
	CHECK_EQ(ll, -9223372036854775807LL - 1);
	CHECK_EQ(h, 300);
	CHECK_EQ(hh, -5);
	CHECK_EQ(z, 77);
	CHECK_EQ(sscanf("123456", "%2d%3d%d", &a, &b, &c), 3);
	CHECK_EQ(a, 12);
	CHECK_EQ(b, 345);
	CHECK_EQ(c, 6);
	CHECK_EQ(sscanf("7 8", "%*d %d%n", &a, &d), 1);
	CHECK_EQ(a, 8);
	CHECK_EQ(d, 3);
}
