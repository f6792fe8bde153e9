/* epoll_pwait: a signal that the mask lets in ends the wait. */
#include "../check.h"
#include <signal.h>
#include <sys/epoll.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	(void)number;
	count++;
}

int main(void)
{
	struct epoll_event got;
	sigset_t set, none;
	int list = epoll_create1(0);

	CHECK(list >= 0);
	CHECK(signal(SIGUSR1, handle) != SIG_ERR);
	CHECK_EQ(sigemptyset(&none), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(epoll_wait(list, &got, 1, 1), 0);
	CHECK_EQ(epoll_pwait(list, &got, 1, 1, &set), 0);
	CHECK_EQ(count, 0);
	CHECK_ERRNO(epoll_pwait(list, &got, 1, -1, &none), EINTR);
	CHECK_EQ(count, 1);
}
