/* Record locks and flock between processes: refused, blocked, released, and a deadlock. */
#define _GNU_SOURCE
#include "../processes.h"
#include <sys/file.h>

static int record(int fd, int command, int type, off_t start, off_t length)
{
	struct flock lock = { .l_type = type, .l_start = start, .l_len = length };

	return fcntl(fd, command, &lock);
}

static int opened(void)
{
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	CHECK(fd >= 0);
	return fd;
}

int main(void)
{
	int fd = opened(), ready[2];
	char byte;

	CHECK_EQ(pipe(ready), 0);
	CHECK_EQ(ftruncate(fd, 100), 0);

	/* Another process does not get it, and learns who has it. */
	CHECK_EQ(record(fd, F_SETLK, F_WRLCK, 10, 5), 0);
	pid_t parent = getpid();
	pid_t child = IN_CHILD(
		struct flock lock = { .l_type = F_WRLCK, .l_len = 0 };
		int own = opened();
		errno = 0;
		CHECK_EQ(record(own, F_SETLK, F_RDLCK, 14, 1), -1);
		CHECK(errno == EAGAIN || errno == EACCES);
		CHECK_EQ(record(own, F_SETLK, F_RDLCK, 15, 1), 0);
		CHECK_EQ(fcntl(own, F_GETLK, &lock), 0);
		CHECK_EQ(lock.l_type, F_WRLCK);
		CHECK_EQ(lock.l_whence, SEEK_SET);
		CHECK_EQ(lock.l_start, 10);
		CHECK_EQ(lock.l_len, 5);
		CHECK_EQ(lock.l_pid, parent);
		lock = (struct flock){ .l_type = F_WRLCK, .l_start = 50, .l_len = 1 };
		CHECK_EQ(fcntl(own, F_GETLK, &lock), 0);
		CHECK_EQ(lock.l_type, F_UNLCK);
		/* Nor by the parent's descriptor: a lock is the process's. */
		CHECK_EQ(record(fd, F_SETLK, F_RDLCK, 14, 1), -1));
	CHECK_EXIT(child, 0);

	/* It waits for the parent to unlock, and holds the lock until it ends. */
	child = IN_CHILD(
		CHECK_EQ(write(ready[1], "x", 1), 1);
		CHECK_EQ(record(opened(), F_SETLKW, F_WRLCK, 0, 0), 0);
		CHECK_EQ(write(ready[1], "y", 1), 1);
		usleep(200000));
	CHECK_EQ(read(ready[0], &byte, 1), 1);
	CHECK_EQ(record(fd, F_SETLK, F_UNLCK, 0, 0), 0);
	CHECK_EQ(read(ready[0], &byte, 1), 1);
	CHECK_EQ(byte, 'y');
	CHECK_EQ(record(fd, F_SETLKW, F_WRLCK, 0, 1), 0);
	CHECK_EXIT(child, 0);

	/* Two that wait for each other. */
	CHECK_EQ(record(fd, F_SETLK, F_UNLCK, 0, 0), 0);
	CHECK_EQ(record(fd, F_SETLK, F_WRLCK, 0, 1), 0);
	child = IN_CHILD(
		int own = opened();
		CHECK_EQ(record(own, F_SETLK, F_WRLCK, 1, 1), 0);
		CHECK_EQ(write(ready[1], "x", 1), 1);
		CHECK_EQ(record(own, F_SETLKW, F_WRLCK, 0, 1), 0));
	CHECK_EQ(read(ready[0], &byte, 1), 1);
	usleep(200000);
	CHECK_ERRNO(record(fd, F_SETLKW, F_WRLCK, 1, 1), EDEADLK);
	CHECK_EQ(record(fd, F_SETLK, F_UNLCK, 0, 1), 0);
	CHECK_EXIT(child, 0);

	/* flock is the open file's, which a child shares. */
	int other = opened();
	CHECK_EQ(flock(fd, LOCK_EX), 0);
	CHECK_ERRNO(flock(other, LOCK_SH | LOCK_NB), EWOULDBLOCK);
	child = IN_CHILD(
		CHECK_EQ(flock(fd, LOCK_EX | LOCK_NB), 0);
		CHECK_ERRNO(flock(opened(), LOCK_EX | LOCK_NB), EWOULDBLOCK);
		CHECK_EQ(write(ready[1], "x", 1), 1);
		CHECK_EQ(flock(opened(), LOCK_SH), 0));
	CHECK_EQ(read(ready[0], &byte, 1), 1);
	CHECK_EQ(flock(fd, LOCK_UN), 0);
	CHECK_EXIT(child, 0);
	CHECK_EQ(flock(other, LOCK_EX | LOCK_NB), 0);

	/* An open file's record locks. */
	struct flock lock = { .l_type = F_WRLCK, .l_len = 1 };
	CHECK_EQ(fcntl(fd, F_OFD_SETLK, &lock), 0);
	child = IN_CHILD(
		CHECK_EQ(fcntl(fd, F_OFD_SETLK, &lock), 0);
		CHECK_ERRNO(fcntl(opened(), F_OFD_SETLK, &lock), EAGAIN));
	CHECK_EXIT(child, 0);
}
