/* sigaction: ignoring a signal discards a pending one. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	(void)number;
	count++;
}

int main(void)
{
	sigset_t set, pending;

	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK(signal(SIGUSR1, SIG_IGN) == handle);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR1), 0);
	CHECK(signal(SIGUSR1, handle) == SIG_IGN);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 0);
}
