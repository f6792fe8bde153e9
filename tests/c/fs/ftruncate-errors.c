/* ftruncate: EBADF, EINVAL for a negative length or a descriptor not open for writing. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(ftruncate(fd, 0), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(ftruncate(fd, 0), EBADF);
	CHECK_ERRNO(ftruncate(-1, 0), EBADF);
	fd = OPEN("f", O_RDWR);
	CHECK_ERRNO(ftruncate(fd, -1), EINVAL);
	CHECK_EQ(close(fd), 0);
	fd = OPEN(".", O_RDONLY | O_DIRECTORY);
	CHECK_ERRNO(ftruncate(fd, 0), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
