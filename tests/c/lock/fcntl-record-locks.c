/* fcntl F_SETLK, F_GETLK: a process is never in its own way; the errors. */
#include "../check.h"

static int set(int fd, int type, int whence, off_t start, off_t length)
{
	struct flock lock = {
		.l_type = (short)type, .l_whence = (short)whence, .l_start = start, .l_len = length
	};

	return fcntl(fd, F_SETLK, &lock);
}

int main(void)
{
	PUT("f", "0123456789");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDONLY);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	CHECK_EQ(set(a, F_WRLCK, SEEK_SET, 0, 5), 0);
	CHECK_EQ(set(b, F_RDLCK, SEEK_SET, 0, 9), 0);
	CHECK_ERRNO(set(b, F_WRLCK, SEEK_SET, 0, 9), EBADF);
	CHECK_EQ(fcntl(b, F_GETLK, &lock), 0);
	CHECK_EQ(lock.l_type, F_UNLCK);
	CHECK_EQ(set(a, F_WRLCK, SEEK_END, -5, 0), 0);
	CHECK_EQ(set(a, F_WRLCK, SEEK_CUR, 5, -5), 0);
	CHECK_EQ(set(a, F_UNLCK, SEEK_SET, 0, 0), 0);
	CHECK_ERRNO(set(a, F_WRLCK, SEEK_SET, -1, 1), EINVAL);
	CHECK_ERRNO(set(a, F_WRLCK, SEEK_CUR, 5, -6), EINVAL);
	CHECK_ERRNO(set(a, 77, SEEK_SET, 0, 1), EINVAL);
	CHECK_ERRNO(set(a, F_WRLCK, 77, 0, 1), EINVAL);
	CHECK_ERRNO(set(99, F_WRLCK, SEEK_SET, 0, 1), EBADF);
	lock = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
	CHECK_EQ(fcntl(a, F_SETLKW, &lock), 0);
}
