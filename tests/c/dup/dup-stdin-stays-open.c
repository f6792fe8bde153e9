/* dup: a copy of standard input reads on where the original stopped. */
#include "../check.h"

int main(void)
{
	char buffer[8];
	int copy = dup(0);

	CHECK(copy > 2);
	CHECK_EQ(read(0, buffer, 3), 3);
	CHECK_EQ(close(0), 0);
	CHECK_ERRNO(read(0, buffer, 1), EBADF);
	CHECK_EQ(read(copy, buffer, 8), 3);
	CHECK_MEM(buffer, "def", 3);
	CHECK_EQ(dup(copy), 0);
	CHECK_EQ(read(0, buffer, 8), 0);
}
