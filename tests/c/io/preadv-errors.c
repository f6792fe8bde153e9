/* preadv and pwritev: EBADF, EINVAL for a bad count and for a negative offset. */
#include "../check.h"
#include <sys/uio.h>

static volatile int negative = -1; /* volatile: the compiler must not warn */

int main(void)
{
	char byte = 'x';
	struct iovec v = { &byte, 1 };

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_ERRNO(preadv(fd, &v, negative, 0), EINVAL);
	CHECK_ERRNO(pwritev(fd, &v, negative, 0), EINVAL);
	CHECK_ERRNO(preadv(fd, &v, 1, -5), EINVAL);
	CHECK_ERRNO(pwritev(fd, &v, 1, -5), EINVAL);
	CHECK_EQ(preadv(fd, &v, 0, 0), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(preadv(fd, &v, 1, 0), EBADF);
	CHECK_ERRNO(pwritev(fd, &v, 1, 0), EBADF);
	CHECK_FILE("f", "abc");
}
