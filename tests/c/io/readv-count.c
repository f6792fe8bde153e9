/* readv and writev: 0 buffers are fine, a negative number or one over IOV_MAX is EINVAL. */
#include "../check.h"
#include <limits.h>
#include <sys/uio.h>

static struct iovec v[IOV_MAX + 1];
static char byte = 'x';
static volatile int negative = -1; /* volatile: the compiler must not warn */

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	for (size_t i = 0; i < IOV_MAX + 1; i++)
		v[i] = (struct iovec){ &byte, 0 };
	CHECK_EQ(readv(fd, v, 0), 0);
	CHECK_EQ(writev(fd, v, 0), 0);
	CHECK_ERRNO(readv(fd, v, negative), EINVAL);
	CHECK_ERRNO(writev(fd, v, negative), EINVAL);
	CHECK_ERRNO(readv(fd, v, IOV_MAX + 1), EINVAL);
	CHECK_ERRNO(writev(fd, v, IOV_MAX + 1), EINVAL);
	CHECK_EQ(writev(fd, v, IOV_MAX), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
