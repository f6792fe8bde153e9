/* isatty and ttyname: ENOTTY for files and pipes, EBADF. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	errno = 0;
	CHECK_EQ(isatty(fd), 0);
	CHECK_EQ(errno, ENOTTY);
	CHECK_EQ(isatty(1), 0);
	CHECK_NULL(ttyname(fd), ENOTTY);
	CHECK_EQ(close(fd), 0);
	errno = 0;
	CHECK_EQ(isatty(fd), 0);
	CHECK_EQ(errno, EBADF);
}
