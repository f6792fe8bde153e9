/* Process groups and sessions. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	pid_t group = getpgrp(), child;
	int ends[2];
	char byte;

	CHECK_EQ(getpgid(0), group);
	CHECK_EQ(getpgid(getpid()), group);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(getpgrp(), group);
		CHECK_EQ(setpgid(0, 0), 0);
		CHECK_EQ(getpgrp(), getpid());
		CHECK_ERRNO(setsid(), EPERM);
	}), 0);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(setsid(), getpid());
		CHECK_EQ(getsid(0), getpid());
		CHECK_ERRNO(setpgid(0, group), EPERM);
	}), 0);
	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		close(ends[1]);
		CHECK_EQ(read(ends[0], &byte, 1), 0);
		_exit(1);
	});
	CHECK_EQ(setpgid(child, child), 0);
	CHECK_EQ(getpgid(child), child);
	CHECK_EQ(kill(-child, SIGTERM), 0);
	CHECK_KILLED(child, SIGTERM);
	CHECK_ERRNO(getpgid(child), ESRCH);
	CHECK_ERRNO(setpgid(0, -1), EINVAL);
}
