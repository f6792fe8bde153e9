/* sigwait and sigtimedwait: take a pending signal; EAGAIN when none comes. */
#include "../check.h"
#include <signal.h>
#include <time.h>

int main(void)
{
	sigset_t set;
	siginfo_t info;
	int number = 0;
	struct timespec wait = { 0, 20000000 };

	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(sigwait(&set, &number), 0);
	CHECK_EQ(number, SIGUSR1);
	CHECK_ERRNO(sigtimedwait(&set, &info, &wait), EAGAIN);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(sigwaitinfo(&set, &info), SIGUSR1);
	CHECK_EQ(info.si_signo, SIGUSR1);
}
