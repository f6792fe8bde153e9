/* setpgid and getpgid: whom they refuse. */
#define _GNU_SOURCE
#include "../processes.h"

int main(int argc, char **argv)
{
	int ends[2];
	char byte;
	pid_t child;

	if (argc > 1) {
		CHECK_EQ(write(3, "x", 1), 1);
		return read(4, &byte, 1) == 0 ? 0 : 1;
	}
	CHECK_ERRNO(setpgid(0, -1), EINVAL);
	CHECK_ERRNO(setpgid(-1, 1), ESRCH);
	CHECK_ERRNO(getpgid(-1), ESRCH);
	CHECK_ERRNO(getsid(-1), ESRCH);
	CHECK_EXIT(IN_CHILD({
		CHECK_ERRNO(setpgid(getppid(), 0), ESRCH);
		CHECK_ERRNO(setpgid(0, 1 << 22), EPERM);
	}), 0);

	/* A child that is another program now. */
	int hold[2];
	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pipe(hold), 0);
	child = IN_CHILD({
		dup2(ends[1], 63);
		dup2(hold[0], 62);
		close(hold[1]);
		dup2(63, 3);
		dup2(62, 4);
		execl("self", "self", "again", (char *)NULL);
	});
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_ERRNO(setpgid(child, child), EACCES);
	close(hold[1]);
	CHECK_EXIT(child, 0);
	CHECK_ERRNO(setpgid(child, child), ESRCH);
}
