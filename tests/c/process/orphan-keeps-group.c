/* An orphan stays in its group and session. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	int ends[2], start[2];
	pid_t numbers[3], parent, group, session;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pipe(start), 0);
	parent = IN_CHILD({
		CHECK_EQ(setsid(), getpid());
		(void)IN_CHILD({
			close(start[1]);
			CHECK_EQ(read(start[0], &byte, 1), 0);
			pid_t own[3] = { getpid(), getpgrp(), getsid(0) };
			CHECK_EQ(write(ends[1], own, sizeof own), sizeof own);
		});
	});
	group = session = parent;
	CHECK_EXIT(parent, 0);
	close(start[1]);
	close(ends[1]);
	CHECK_EQ(read(ends[0], numbers, sizeof numbers), sizeof numbers);
	CHECK_EQ(numbers[1], group);
	CHECK_EQ(numbers[2], session);
	CHECK_EQ(read(ends[0], &byte, 1), 0);
	CHECK_ERRNO(waitpid(numbers[0], NULL, 0), ECHILD);
}
