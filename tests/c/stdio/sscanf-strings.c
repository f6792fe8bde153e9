/* sscanf: %s, %c, scansets, widths, allocation with m. */
#include "../check.h"

int main(void)
{
	char a[16], b[16], c[4], *own;

	CHECK_EQ(sscanf("  one two", "%15s%15s", a, b), 2);
	CHECK_STR(a, "one");
	CHECK_STR(b, "two");
	CHECK_EQ(sscanf(" xyz", "%3c", c), 1);
	CHECK_MEM(c, " xy", 3);
	CHECK_EQ(sscanf("abc123-", "%15[a-z]%15[^-]", a, b), 2);
	CHECK_STR(a, "abc");
	CHECK_STR(b, "123");
	CHECK_EQ(sscanf("]x", "%15[]x]", a), 1);
	CHECK_STR(a, "]x");
	CHECK_EQ(sscanf("abcdef", "%3s", a), 1);
	CHECK_STR(a, "abc");
	CHECK_EQ(sscanf("word rest", "%ms", &own), 1);
	CHECK_STR(own, "word");
	free(own);
	CHECK_EQ(sscanf("key = value", "%15[^= ] = %15s", a, b), 2);
	CHECK_STR(a, "key");
	CHECK_STR(b, "value");
	CHECK_EQ(sscanf("100%", "%15[0-9]%%%n", a, &(int){ 0 }), 1);
}
