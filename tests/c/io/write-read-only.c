/* write: EBADF on a descriptor opened for reading only, and the file stays as it was. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(write(fd, "x", 1), EBADF);
	CHECK_ERRNO(pwrite(fd, "x", 1, 0), EBADF);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
