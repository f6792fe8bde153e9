/* fcntl: EINVAL for an unknown command, EBADF before that. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(fcntl(fd, 9999), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fcntl(fd, 9999), EBADF);
	CHECK_ERRNO(fcntl(-1, F_GETFD), EBADF);
}
