/* fcntl F_OFD_SETLK: open file descriptions exclude each other, and the process. */
#include "../check.h"

static int ofd(int fd, int cmd, int type, off_t start, off_t length)
{
	struct flock lock = {
		.l_type = (short)type, .l_whence = SEEK_SET, .l_start = start, .l_len = length
	};

	return fcntl(fd, cmd, &lock);
}

/* The lock that is in the way of one to write these bytes. */
static struct flock rival(int fd, off_t start, off_t length)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = length
	};

	CHECK_EQ(fcntl(fd, F_OFD_GETLK, &lock), 0);
	return lock;
}

int main(void)
{
	struct flock lock;

	PUT("f", "0123456789");
	int a = OPEN("f", O_RDWR), b = OPEN("f", O_RDWR);
	CHECK_EQ(ofd(a, F_OFD_SETLK, F_WRLCK, 0, 100), 0);
	CHECK_ERRNO(ofd(b, F_OFD_SETLK, F_RDLCK, 50, 1), EAGAIN);
	CHECK_EQ(ofd(b, F_OFD_SETLK, F_RDLCK, 100, 0), 0);
	CHECK_ERRNO(ofd(b, F_SETLK, F_RDLCK, 0, 1), EAGAIN);
	CHECK_EQ(ofd(a, F_OFD_SETLK, F_UNLCK, 40, 20), 0);
	lock = rival(b, 30, 30);
	CHECK_EQ(lock.l_type, F_WRLCK);
	CHECK_EQ(lock.l_start, 0);
	CHECK_EQ(lock.l_len, 40);
	CHECK_EQ(lock.l_pid, -1);
	CHECK_EQ(rival(b, 40, 20).l_type, F_UNLCK);
	CHECK_EQ(ofd(a, F_OFD_SETLK, F_WRLCK, 40, 20), 0);
	lock = rival(b, 50, 1);
	CHECK_EQ(lock.l_start, 0);
	CHECK_EQ(lock.l_len, 100);
	CHECK_EQ(ofd(a, F_OFD_SETLK, F_RDLCK, 10, 10), 0);
	CHECK_EQ(rival(b, 5, 1).l_len, 10);
	CHECK_EQ(rival(b, 15, 1).l_type, F_RDLCK);
	CHECK_EQ(rival(b, 25, 1).l_start, 20);
	/* Of several it is the first. */
	CHECK_EQ(rival(b, 0, 0).l_start, 0);
	CHECK_EQ(rival(b, 12, 0).l_start, 10);
	CHECK_EQ(rival(b, 12, 0).l_type, F_RDLCK);
	int copy = dup(a);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(rival(b, 5, 1).l_type, F_WRLCK);
	CHECK_EQ(close(copy), 0);
	CHECK_EQ(rival(b, 5, 1).l_type, F_UNLCK);
	/* The process's own lock ends with any descriptor of the file. */
	a = OPEN("f", O_RDWR);
	CHECK_EQ(ofd(a, F_SETLK, F_WRLCK, 0, 10), 0);
	lock = rival(b, 0, 1);
	CHECK_EQ(lock.l_type, F_WRLCK);
	CHECK_EQ(lock.l_pid, getpid());
	CHECK_EQ(close(OPEN("f", O_RDONLY)), 0);
	CHECK_EQ(rival(b, 0, 1).l_type, F_UNLCK);
	lock = (struct flock){ .l_type = F_RDLCK, .l_pid = 1 };
	CHECK_ERRNO(fcntl(a, F_OFD_SETLK, &lock), EINVAL);
}
