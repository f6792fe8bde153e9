/* -fsanitize=undefined: operands of every size, as numbers. */
#include "../check.h"

#define APART __attribute__((noinline)) static

APART __int128 add(__int128 a, __int128 b)
{
	return a + b;
}
APART unsigned below(unsigned a, unsigned b)
{
	return a - b;
}
APART signed char narrow(int a)
{
	return a;
}
APART unsigned char narrow_long(unsigned long long a)
{
	return a;
}
APART int from_long_double(long double a)
{
	return a;
}
struct bits {
	unsigned three : 3;
};
APART unsigned store(struct bits *b, unsigned value)
{
	b->three = value;
	return b->three;
}

int main(void)
{
	__int128 most = (__int128)(~(unsigned __int128)0 >> 1);
	struct bits b;

	CHECK(add(most, 1) < 0);
	CHECK_EQ(below(1, 2), 0xffffffff);
	CHECK_EQ(narrow(300), 44);
	CHECK_EQ(narrow_long(0x100000001), 1);
	from_long_double(1e30L);
	CHECK_EQ(store(&b, 9), 1);
}
