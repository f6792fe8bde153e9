/* A handler during MSG_WAITALL: what has come until then counts. */
#include "../network.h"
#include <signal.h>
#include <sys/time.h>

static void handler(int signal)
{
	CHECK_EQ(signal, SIGALRM);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct itimerval time = { { 0, 0 }, { 0, 30000 } };
	int fds[2];
	char text[8];

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	connection(fds);
	CHECK_EQ(write(fds[1], "abc", 3), 3);
	CHECK_EQ(setitimer(ITIMER_REAL, &time, NULL), 0);
	CHECK_EQ(recv(fds[0], text, sizeof text, MSG_WAITALL), 3);
	CHECK_MEM(text, "abc", 3);
}
