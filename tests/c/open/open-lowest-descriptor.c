/* open: returns the lowest free descriptor. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDONLY), b = OPEN("f", O_RDONLY);
	int c = OPEN("f", O_RDONLY);
	CHECK(a < b && b < c);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(close(b), 0);
	CHECK_EQ(OPEN("f", O_RDONLY), a);
	CHECK_EQ(OPEN("f", O_RDONLY), b);
	CHECK_EQ(close(c), 0);
	CHECK_EQ(OPEN("f", O_RDONLY), c);
}
