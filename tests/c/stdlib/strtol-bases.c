/* strtol: bases 0 and 2 to 36, signs, spaces, where it stops. */
#include "../check.h"

static void is(const char *text, int base, long want, const char *rest)
{
	char *end;

	errno = 0;
	CHECK_EQ(strtol(text, &end, base), want);
	CHECK_EQ(errno, 0);
	CHECK_STR(end, rest);
}

int main(void)
{
	is("123", 10, 123, "");
	is("  \t\n-45x", 10, -45, "x");
	is("+7", 0, 7, "");
	is("0x1fG", 0, 31, "G");
	is("0X1F", 16, 31, "");
	is("017", 0, 15, "");
	is("017", 10, 17, "");
	is("zz", 36, 35 * 36 + 35, "");
	is("1012", 2, 5, "2");
	is("0x", 16, 0, "x");
	is("0xg", 0, 0, "xg");
	is("08", 0, 0, "8");
}
