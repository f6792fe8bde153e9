/* lockf: from the position on; the process is not in its own way. */
#include "../check.h"

int main(void)
{
	PUT("f", "0123456789");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDONLY);
	CHECK_EQ(lockf(a, F_LOCK, 4), 0);
	CHECK_EQ(lockf(a, F_TLOCK, 0), 0);
	CHECK_EQ(lockf(a, F_TEST, 4), 0);
	CHECK_EQ(lseek(a, 5, SEEK_SET), 5);
	CHECK_EQ(lockf(a, F_ULOCK, -5), 0);
	CHECK_ERRNO(lockf(b, F_LOCK, 1), EBADF);
	CHECK_ERRNO(lockf(a, 99, 1), EINVAL);
	CHECK_ERRNO(lockf(99, F_LOCK, 1), EBADF);
}
