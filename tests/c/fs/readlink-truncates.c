/* readlink: truncates a long target, adds no NUL. */
#include "../check.h"

int main(void)
{
	char buffer[16];

	CHECK_EQ(symlink("0123456789", "l"), 0);
	memset(buffer, '#', sizeof buffer);
	CHECK_EQ(readlink("l", buffer, 4), 4);
	CHECK_MEM(buffer, "0123####", 8);
	CHECK_EQ(readlink("l", buffer, 10), 10);
	CHECK_MEM(buffer, "0123456789######", 16);
	CHECK_EQ(readlink("l", buffer, 16), 10);
	CHECK_MEM(buffer, "0123456789######", 16);
	CHECK_EQ(readlink("l", buffer, 1), 1);
}
