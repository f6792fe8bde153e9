/* read: EBADF on a descriptor opened for writing only. */
#include "../check.h"

int main(void)
{
	char byte;

	PUT("f", "abc");
	int fd = OPEN("f", O_WRONLY);
	CHECK_ERRNO(read(fd, &byte, 1), EBADF);
	CHECK_ERRNO(pread(fd, &byte, 1, 0), EBADF);
	CHECK_EQ(close(fd), 0);
}
