/* sigaction: SA_SIGINFO, SA_RESETHAND, the mask while the handler runs; sigqueue's value. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t value, code, blocked;

static void handle(int number, siginfo_t *info, void *context)
{
	sigset_t now;

	(void)context;
	CHECK_EQ(number, SIGUSR2);
	CHECK_EQ(info->si_signo, SIGUSR2);
	value = info->si_value.sival_int;
	code = info->si_code;
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	blocked = sigismember(&now, SIGUSR2) && sigismember(&now, SIGHUP);
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle,
				    .sa_flags = SA_SIGINFO | SA_RESETHAND }, old;

	CHECK_EQ(sigaddset(&action.sa_mask, SIGHUP), 0);
	CHECK_EQ(sigaction(SIGUSR2, &action, NULL), 0);
	CHECK_EQ(sigqueue(getpid(), SIGUSR2, (union sigval){ .sival_int = 42 }), 0);
	CHECK_EQ(value, 42);
	CHECK_EQ(code, SI_QUEUE);
	CHECK(blocked);
	CHECK_EQ(sigaction(SIGUSR2, NULL, &old), 0);
	CHECK(old.sa_handler == SIG_DFL);
}
