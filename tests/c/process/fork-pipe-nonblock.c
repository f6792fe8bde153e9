/* O_NONBLOCK of pipe2 belongs to the pipe, for all processes that have it. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	char byte;
	int ends[2];

	CHECK_EQ(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
	CHECK_ERRNO(read(ends[0], &byte, 1), EAGAIN);
	CHECK_EQ(fcntl(ends[0], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_EQ(fcntl(ends[0], F_GETFD), FD_CLOEXEC);
	CHECK_EXIT(IN_CHILD({
		CHECK_ERRNO(read(ends[0], &byte, 1), EAGAIN);
		CHECK_EQ(write(ends[1], "x", 1), 1);
	}), 0);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(fcntl(ends[0], F_SETFL, 0), 0);
	CHECK_EXIT(IN_CHILD({
		close(ends[1]);
		CHECK_EQ(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	}), 0);
	CHECK_ERRNO(pipe2(ends, 1 << 30), EINVAL);
}
