/* sigwaitinfo: takes queued signals by number and order, with their values; no handler. */
#include "../check.h"
#include <signal.h>

static void never(int number)
{
	(void)number;
	_Exit(1);
}

int main(void)
{
	siginfo_t info;
	sigset_t set;

	CHECK(signal(SIGRTMIN, never) == SIG_DFL);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i }), 0);
	CHECK_EQ(sigqueue(getpid(), SIGUSR1, (union sigval){ .sival_ptr = &set }), 0);
	CHECK_EQ(sigwaitinfo(&set, &info), SIGUSR1);
	CHECK_EQ(info.si_code, SI_QUEUE);
	CHECK(info.si_value.sival_ptr == &set);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(sigwaitinfo(&set, &info), SIGRTMIN);
		CHECK_EQ(info.si_signo, SIGRTMIN);
		CHECK_EQ(info.si_value.sival_int, i);
	}
}
