/* write to a pipe without a reader: SIGPIPE, and EPIPE if that does not end the
 * program. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGPIPE);
	count++;
}

int main(void)
{
	sigset_t set, pending;
	int fd[2];

	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(close(fd[0]), 0);
	CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	CHECK_ERRNO(write(fd[1], "x", 1), EPIPE);
	CHECK(signal(SIGPIPE, handle) != SIG_ERR);
	CHECK_ERRNO(write(fd[1], "x", 1), EPIPE);
	CHECK_EQ(count, 1);
	CHECK_EQ(write(fd[1], "", 0), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGPIPE), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_ERRNO(write(fd[1], "x", 1), EPIPE);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGPIPE), 1);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 2);
}
