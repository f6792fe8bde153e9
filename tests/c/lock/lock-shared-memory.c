/* Locks on shared memory that was opened twice, and on a FIFO: it is one file. */
#include "../check.h"
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

static int ofd(int fd, int type)
{
	struct flock lock = { .l_type = (short)type, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &lock);
}

static void exclude(int a, int b, int other)
{
	CHECK_EQ(flock(a, LOCK_EX), 0);
	CHECK_ERRNO(flock(b, LOCK_SH | LOCK_NB), EAGAIN);
	CHECK_EQ(flock(other, LOCK_EX), 0);
	CHECK_EQ(flock(a, LOCK_UN), 0);
	CHECK_EQ(flock(b, LOCK_EX | LOCK_NB), 0);
	CHECK_EQ(ofd(a, F_WRLCK), 0);
	CHECK_ERRNO(ofd(b, F_WRLCK), EAGAIN);
	CHECK_EQ(ofd(other, F_WRLCK), 0);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(ofd(b, F_WRLCK), 0);
}

int main(void)
{
	char name[2][64];
	int fds[3];

	for (int i = 0; i < 3; i++) {
		snprintf(name[i % 2], sizeof *name, "/lock-%d-%d", i % 2, (int)getpid());
		fds[i] = shm_open(name[i % 2], O_RDWR | O_CREAT, 0600);
		CHECK(fds[i] >= 0);
	}
	exclude(fds[0], fds[2], fds[1]);
	CHECK_EQ(shm_unlink(name[0]), 0);
	CHECK_EQ(shm_unlink(name[1]), 0);

	CHECK_EQ(mkfifo("a", 0600), 0);
	CHECK_EQ(mkfifo("b", 0600), 0);
	exclude(OPEN("a", O_RDWR), OPEN("a", O_RDWR), OPEN("b", O_RDWR));
}
