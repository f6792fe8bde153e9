/* dup: takes the lowest number that is free, and so does open once there are copies. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDONLY), b = dup(a), c = OPEN("f", O_RDONLY), d = dup(c);

	CHECK(a < b && b < c && c < d);
	CHECK_EQ(close(c), 0);
	CHECK_EQ(close(b), 0);
	CHECK_EQ(OPEN("f", O_RDONLY), b);
	CHECK_EQ(dup(a), c);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(dup(d), a);
}
