/* flock and fcntl locks: two descriptions of one file exclude each other with flock. */
#include "../check.h"
#include <sys/file.h>

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDWR);
	CHECK_EQ(flock(a, LOCK_EX), 0);
	CHECK_ERRNO(flock(b, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	CHECK_EQ(flock(a, LOCK_UN), 0);
	CHECK_EQ(flock(b, LOCK_SH | LOCK_NB), 0);
	CHECK_EQ(flock(a, LOCK_SH | LOCK_NB), 0);
	CHECK_ERRNO(flock(a, 0), EINVAL);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	CHECK_EQ(fcntl(a, F_SETLK, &lock), 0);
	CHECK_EQ(fcntl(a, F_GETLK, &lock), 0);
	CHECK_EQ(lock.l_type, F_UNLCK);
	CHECK_EQ(lockf(a, F_TLOCK, 1), 0);
}
