/* sigpending: only blocked signals are pending; each one once. */
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

	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK(signal(SIGUSR2, handle) == SIG_DFL);
	CHECK_EQ(sighold(SIGUSR2), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	for (int i = 0; i < 5; i++)
		CHECK_EQ(kill(getpid(), SIGUSR2), 0);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR1), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR2), 1);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &set, NULL), 0);
	CHECK_EQ(count, 2);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigisemptyset(&pending), 1);
}
