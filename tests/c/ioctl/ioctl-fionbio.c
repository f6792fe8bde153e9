/* ioctl: FIONBIO sets and clears O_NONBLOCK. */
#include "../check.h"
#include <sys/ioctl.h>

int main(void)
{
	int on = 1, off = 0;

	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(ioctl(fd, FIONBIO, &on), 0);
	CHECK(fcntl(fd, F_GETFL) & O_NONBLOCK);
	CHECK_EQ(ioctl(fd, FIONBIO, &off), 0);
	CHECK(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(ioctl(fd, FIONBIO, &on), EBADF);
}
