/* a64l, l64a and getsubopt. */
#include "../check.h"

int main(void)
{
	char text[] = "ro,size=10,other";
	char *const names[] = { "ro", "rw", "size", NULL };
	char *rest = text, *value;

	CHECK_STR(l64a(0), "");
	CHECK_STR(l64a(1), "/");
	CHECK_EQ(a64l("/"), 1);
	for (long n = 1; n < 0x7fffffff / 3; n *= 3)
		CHECK_EQ(a64l(l64a(n)), n);
	CHECK_EQ(getsubopt(&rest, names, &value), 0);
	CHECK(value == NULL);
	CHECK_EQ(getsubopt(&rest, names, &value), 2);
	CHECK_STR(value, "10");
	CHECK_EQ(getsubopt(&rest, names, &value), -1);
	CHECK_EQ(*rest, '\0');
}
