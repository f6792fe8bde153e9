/* sscanf: EOF before anything, the number of conversions before a mismatch. */
#include "../check.h"

int main(void)
{
	int a = -1, b = -1;

	CHECK_EQ(sscanf("", "%d", &a), EOF);
	CHECK_EQ(sscanf("   ", "%d", &a), EOF);
	CHECK_EQ(sscanf("x", "%d", &a), 0);
	CHECK_EQ(sscanf("1,x", "%d,%d", &a, &b), 1);
	CHECK_EQ(a, 1);
	CHECK_EQ(b, -1);
	CHECK_EQ(sscanf("1", "%d %d", &a, &b), 1);
	CHECK_EQ(sscanf("abc", "abd%d", &a), 0);
	CHECK_EQ(sscanf("-", "%d", &a), 0);
}
