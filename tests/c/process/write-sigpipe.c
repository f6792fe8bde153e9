/* SIGPIPE: by default it ends the writer; ignored or caught, the write fails. */
#include "../processes.h"

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGPIPE);
	count++;
}

int main(void)
{
	int ends[2];

	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(close(ends[0]), 0);

	pid_t child = IN_CHILD(write(ends[1], "x", 1));
	CHECK_KILLED(child, SIGPIPE);
	CHECK(signal(SIGPIPE, SIG_IGN) == SIG_DFL);
	CHECK_ERRNO(write(ends[1], "x", 1), EPIPE);
	CHECK(signal(SIGPIPE, handle) == SIG_IGN);
	CHECK_ERRNO(write(ends[1], "x", 1), EPIPE);
	CHECK_EQ(count, 1);
	CHECK(signal(SIGPIPE, SIG_DFL) == handle);
	child = IN_CHILD(write(ends[1], "x", 1));
	CHECK_KILLED(child, SIGPIPE);
}
