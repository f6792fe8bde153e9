/* utimensat and futimens: ENOENT, ENOTDIR, EBADF, EINVAL for nanoseconds out of range. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct timespec good[2] = { { 1, 0 }, { 2, 0 } };
	struct timespec bad[2] = { { 1, 1000000000 }, { 2, 0 } };
	struct timespec negative[2] = { { 1, 0 }, { 2, -5 } };

	PUT("f", "x");
	CHECK_ERRNO(utimensat(AT_FDCWD, "missing", good, 0), ENOENT);
	CHECK_ERRNO(utimensat(AT_FDCWD, "f/x", good, 0), ENOTDIR);
	CHECK_ERRNO(utimensat(AT_FDCWD, "f", bad, 0), EINVAL);
	CHECK_ERRNO(utimensat(AT_FDCWD, "f", negative, 0), EINVAL);
	CHECK_ERRNO(futimens(-1, good), EBADF);
	int fd = OPEN("f", O_RDWR);
	CHECK_ERRNO(futimens(fd, bad), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(futimens(fd, good), EBADF);
}
