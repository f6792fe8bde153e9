/* readv and writev: EINVAL when the lengths add up to more than an ssize_t holds. */
#include "../check.h"
#include <limits.h>
#include <sys/uio.h>

int main(void)
{
	char byte = 'x';
	struct iovec v[2] = { { &byte, 1 }, { &byte, (size_t)SSIZE_MAX + 1 } };

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_ERRNO(readv(fd, v, 2), EINVAL);
	CHECK_ERRNO(writev(fd, v, 2), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
