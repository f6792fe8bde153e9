/* With SA_RESTART, a read goes on after the handler, unless it has a timeout. */
#include "../network.h"
#include <signal.h>
#include <sys/time.h>

static int fds[2];
static volatile sig_atomic_t signals;

static void handler(int signal)
{
	CHECK_EQ(signal, SIGALRM);
	if (++signals == 2)
		CHECK_EQ(write(fds[1], "x", 1), 1);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler,
				    .sa_flags = SA_RESTART };
	struct itimerval time = { { 0, 20000 }, { 0, 20000 } };
	struct timeval limit = { 10, 0 };
	char byte;

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	connection(fds);
	CHECK_EQ(setitimer(ITIMER_REAL, &time, NULL), 0);
	CHECK_EQ(read(fds[0], &byte, 1), 1);
	CHECK_EQ(byte, 'x');
	CHECK(signals >= 2);
	CHECK_EQ(setsockopt(fds[0], SOL_SOCKET, SO_RCVTIMEO, &limit,
			    sizeof limit),
		 0);
	CHECK_ERRNO(read(fds[0], &byte, 1), EINTR);
}
