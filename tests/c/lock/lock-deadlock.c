/* flock and F_OFD_SETLKW: waiting for oneself fails instead of hanging. */
#include "../check.h"
#include <sys/file.h>

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDWR);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	CHECK_EQ(flock(a, LOCK_EX), 0);
	CHECK_ERRNO(flock(b, LOCK_EX), EDEADLK);
	CHECK_EQ(fcntl(a, F_OFD_SETLKW, &lock), 0);
	CHECK_ERRNO(fcntl(b, F_OFD_SETLKW, &lock), EDEADLK);
	CHECK_ERRNO(fcntl(b, F_SETLKW, &lock), EDEADLK);
}
