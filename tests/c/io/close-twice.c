/* close: the second close is EBADF, and the number is given out again. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(close(fd), EBADF);
	int again = OPEN("f", O_RDONLY);
	CHECK_EQ(again, fd);
	CHECK_EQ(close(again), 0);
}
