/* pread and pwrite: EINVAL for a negative offset. */
#include "../check.h"

int main(void)
{
	char byte = 'x';

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_ERRNO(pread(fd, &byte, 1, -1), EINVAL);
	CHECK_ERRNO(pwrite(fd, &byte, 1, -1), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
