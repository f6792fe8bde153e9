/* posix_fallocate: returns the error: EBADF, EINVAL; errno stays. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	errno = 0;
	CHECK_EQ(posix_fallocate(fd, 0, 0), EINVAL);
	CHECK_EQ(posix_fallocate(fd, -1, 1), EINVAL);
	CHECK_EQ(posix_fallocate(fd, 0, -1), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(posix_fallocate(fd, 0, 1), EBADF);
	fd = OPEN("f", O_RDONLY);
	CHECK_EQ(posix_fallocate(fd, 0, 1), EBADF);
	CHECK_EQ(errno, 0);
	CHECK_EQ(close(fd), 0);
}
