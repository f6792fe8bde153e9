/* sigsuspend: EINTR after the handler of a pending signal, with the mask as before. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	sigset_t now;

	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	CHECK_EQ(sigismember(&now, number), 1);
	CHECK_EQ(sigismember(&now, SIGTERM), 1);
	CHECK_EQ(sigismember(&now, SIGHUP), 0);
	count++;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle };
	sigset_t blocked, while_waiting, now;

	CHECK_EQ(sigaction(SIGRTMIN, &action, NULL), 0);
	CHECK_EQ(sigemptyset(&blocked), 0);
	CHECK_EQ(sigaddset(&blocked, SIGRTMIN), 0);
	CHECK_EQ(sigaddset(&blocked, SIGHUP), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &blocked, NULL), 0);
	CHECK_EQ(raise(SIGRTMIN), 0);
	CHECK_EQ(raise(SIGRTMIN), 0);
	CHECK_EQ(sigemptyset(&while_waiting), 0);
	CHECK_EQ(sigaddset(&while_waiting, SIGTERM), 0);
	CHECK_ERRNO(sigsuspend(&while_waiting), EINTR);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigprocmask(SIG_SETMASK, NULL, &now), 0);
	CHECK_EQ(sigismember(&now, SIGRTMIN), 1);
	CHECK_EQ(sigismember(&now, SIGHUP), 1);
	CHECK_EQ(sigismember(&now, SIGTERM), 0);
	CHECK_ERRNO(sigsuspend(&while_waiting), EINTR);
	CHECK_EQ(count, 2);
}
