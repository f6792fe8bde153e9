/* The record locks of a process end when it closes any descriptor of the file, and stay at exec. */
#include "../processes.h"

static int record(int fd, int command, int type)
{
	struct flock lock = { .l_type = type, .l_start = 3, .l_len = 4 };

	return fcntl(fd, command, &lock);
}

static int opened(void)
{
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	CHECK(fd >= 0);
	return fd;
}

/* Whether another process finds the file locked, and by this process. */
static void check_locked(int line, pid_t owner)
{
	pid_t child = IN_CHILD(
		struct flock lock = { .l_type = F_WRLCK };
		CHECK_EQ(fcntl(opened(), F_GETLK, &lock), 0);
		if (lock.l_type == F_UNLCK)
			_exit(1);
		CHECK_EQ(lock.l_pid, owner);
		CHECK_EQ(lock.l_start, 3);
		_exit(2));
	check_exit(__FILE__, line, child, owner != 0 ? 2 : 1);
}
#define CHECK_LOCKED(owner) check_locked(__LINE__, owner)

/* After exec: says so, and waits until it may end. */
static int holds(int says, int waits)
{
	char byte;

	CHECK_EQ(write(says, "x", 1), 1);
	CHECK_EQ(read(waits, &byte, 1), 0);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3)
		return holds(atoi(argv[1]), atoi(argv[2]));

	int fd = opened();
	pid_t self = getpid();

	CHECK_EXIT(IN_CHILD(_exit(3)), 3);
	CHECK_EQ(record(fd, F_SETLK, F_WRLCK), 0);
	CHECK_LOCKED(self);

	/* A copy, another open file, and one that dup2 replaces. */
	int copy = dup(fd);
	CHECK(copy >= 0);
	CHECK_EQ(close(copy), 0);
	CHECK_LOCKED(0);
	CHECK_EQ(record(fd, F_SETLK, F_WRLCK), 0);
	CHECK_LOCKED(self);
	CHECK_EQ(close(opened()), 0);
	CHECK_LOCKED(0);
	CHECK_EQ(record(fd, F_SETLK, F_RDLCK), 0);
	CHECK_LOCKED(self);
	copy = dup(fd);
	CHECK_EQ(dup2(STDIN_FILENO, copy), copy);
	CHECK_LOCKED(0);
	CHECK_EQ(close(copy), 0);

	/* Another file has nothing to do with it, nor has a lock of the open file. */
	int other = open("other", O_RDWR | O_CREAT, 0600);
	CHECK(other >= 0);
	CHECK_EQ(record(fd, F_SETLK, F_WRLCK), 0);
	CHECK_EQ(close(dup(other)), 0);
	CHECK_EQ(close(other), 0);
	CHECK_LOCKED(self);
	CHECK_EQ(close(fd), 0);
	CHECK_LOCKED(0);

	/* exec keeps the lock, unless it closes the descriptor. */
	for (int closes = 0; closes < 2; closes++) {
		int up[2], down[2];
		char says[12], waits[12], byte;

		CHECK_EQ(pipe(up), 0);
		CHECK_EQ(pipe(down), 0);
		pid_t child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			CHECK_EQ(close(down[1]), 0);
			fd = opened();
			if (closes)
				CHECK_EQ(fcntl(fd, F_SETFD, FD_CLOEXEC), 0);
			CHECK_EQ(record(fd, F_SETLK, F_WRLCK), 0);
			sprintf(says, "%d", up[1]);
			sprintf(waits, "%d", down[0]);
			execl("self", "self", says, waits, (char *)NULL);
			CHECK(!"exec");
		}
		CHECK_EQ(read(up[0], &byte, 1), 1);
		CHECK_LOCKED(closes ? 0 : child);
		CHECK_EQ(close(down[1]), 0);
		CHECK_EXIT(child, 0);
		CHECK_LOCKED(0);
	}
}
