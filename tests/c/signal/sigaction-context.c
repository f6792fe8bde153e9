/* sigaction: a handler can change what is blocked after it, in its ucontext. */
#include "../check.h"
#include <signal.h>
#include <ucontext.h>

static void handle(int number, siginfo_t *info, void *context)
{
	ucontext_t *here = context;

	(void)number, (void)info;
	CHECK_EQ(sigismember(&here->uc_sigmask, SIGHUP), 1);
	CHECK_EQ(sigismember(&here->uc_sigmask, SIGUSR1), 0);
	CHECK_EQ(sigdelset(&here->uc_sigmask, SIGHUP), 0);
	CHECK_EQ(sigaddset(&here->uc_sigmask, SIGTERM), 0);
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
	sigset_t set;

	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGHUP), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &set, NULL), 0);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, NULL, &set), 0);
	CHECK_EQ(sigismember(&set, SIGHUP), 0);
	CHECK_EQ(sigismember(&set, SIGTERM), 1);
	CHECK_EQ(sigismember(&set, SIGUSR1), 0);
}
