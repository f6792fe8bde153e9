/* flock: belongs to the open file description: dup shares it, another open does not. */
#include "../check.h"
#include <sys/file.h>

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDONLY), b = OPEN("f", O_RDONLY), copy = dup(a);
	CHECK_EQ(flock(a, LOCK_EX), 0);
	CHECK_EQ(flock(copy, LOCK_EX | LOCK_NB), 0);
	CHECK_ERRNO(flock(b, LOCK_SH | LOCK_NB), EWOULDBLOCK);
	CHECK_EQ(close(a), 0);
	CHECK_ERRNO(flock(b, LOCK_SH | LOCK_NB), EWOULDBLOCK);
	CHECK_EQ(flock(copy, LOCK_SH), 0);
	CHECK_EQ(flock(b, LOCK_SH | LOCK_NB), 0);
	CHECK_ERRNO(flock(b, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	CHECK_EQ(close(copy), 0);
	CHECK_EQ(flock(b, LOCK_EX | LOCK_NB), 0);
	CHECK_ERRNO(flock(b, LOCK_SH | LOCK_EX), EINVAL);
	CHECK_EQ(close(b), 0);
	CHECK_ERRNO(flock(b, LOCK_UN), EBADF);
	/* It knows nothing of the locks of fcntl. */
	a = OPEN("f", O_RDWR), b = OPEN("f", O_RDWR);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	CHECK_EQ(fcntl(a, F_SETLK, &lock), 0);
	CHECK_EQ(flock(b, LOCK_EX | LOCK_NB), 0);
}
