/* Writing where nobody reads any more: SIGPIPE and EPIPE, or EPIPE alone. */
#include "../network.h"
#include <signal.h>

static volatile sig_atomic_t signals;

static void handler(int signal)
{
	CHECK_EQ(signal, SIGPIPE);
	signals++;
}

int main(void)
{
	int fds[2];

	signal(SIGPIPE, handler);
	connection(fds);
	CHECK_EQ(shutdown(fds[0], SHUT_WR), 0);
	CHECK_ERRNO(write(fds[0], "x", 1), EPIPE);
	CHECK_EQ(signals, 1);
	CHECK_ERRNO(send(fds[0], "x", 1, 0), EPIPE);
	CHECK_EQ(signals, 2);
	CHECK_ERRNO(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(signals, 2);
	signal(SIGPIPE, SIG_IGN);
	CHECK_ERRNO(write(fds[0], "x", 1), EPIPE);
}
