/* fcntl: F_DUPFD takes the lowest free number from there on; F_DUPFD_CLOEXEC; EINVAL. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fcntl(fd, F_DUPFD, 100), 100);
	CHECK_EQ(fcntl(fd, F_DUPFD, 100), 101);
	CHECK_EQ(fcntl(fd, F_DUPFD_CLOEXEC, 100), 102);
	CHECK_EQ(fcntl(101, F_GETFD), 0);
	CHECK_EQ(fcntl(102, F_GETFD), FD_CLOEXEC);
	CHECK_ERRNO(fcntl(fd, F_DUPFD, -1), EINVAL);
	CHECK_ERRNO(fcntl(999, F_DUPFD, 0), EBADF);
}
