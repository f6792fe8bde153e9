/* A handler interrupts read, accept, recvfrom and poll of sockets. */
#include "../network.h"
#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t signals;

static void handler(int signal)
{
	CHECK_EQ(signal, SIGALRM);
	signals++;
}

static void soon(void)
{
	struct itimerval time = { { 0, 0 }, { 0, 20000 } };

	CHECK_EQ(setitimer(ITIMER_REAL, &time, NULL), 0);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct sockaddr_in at, udp;
	int fds[2], listener = listening(&at), datagrams = bound(SOCK_DGRAM, &udp);
	struct pollfd entry;
	char byte;

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	connection(fds);
	soon();
	CHECK_ERRNO(read(fds[0], &byte, 1), EINTR);
	soon();
	CHECK_ERRNO(accept(listener, NULL, NULL), EINTR);
	soon();
	CHECK_ERRNO(recv(datagrams, &byte, 1, 0), EINTR);
	entry = (struct pollfd){ fds[0], POLLIN, 0 };
	soon();
	CHECK_ERRNO(poll(&entry, 1, -1), EINTR);
	CHECK_EQ(signals, 4);
}
