/* daemon: the caller goes on in a child with a session of its own. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	int ends[2];
	pid_t numbers[2];

	CHECK_EQ(pipe(ends), 0);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(daemon(1, 1), 0);
		pid_t own[2] = { getpid(), getsid(0) };
		CHECK_EQ(write(ends[1], own, sizeof own), sizeof own);
	}), 0);
	close(ends[1]);
	CHECK_EQ(read(ends[0], numbers, sizeof numbers), sizeof numbers);
	CHECK(numbers[1] != getsid(0));
	CHECK_EQ(read(ends[0], numbers, sizeof numbers), 0);
}
