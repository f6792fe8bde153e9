/* sigqueue: EAGAIN if too many are pending; all accepted ones arrive. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t count;

static void handle(int number, siginfo_t *info, void *context)
{
	(void)number, (void)context;
	CHECK_EQ(info->si_value.sival_int, count);
	count++;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
	sigset_t set;
	int sent = 0;

	CHECK_EQ(sigaction(SIGRTMIN, &action, NULL), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	while (sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = sent }) == 0)
		sent++;
	CHECK_EQ(errno, EAGAIN);
	CHECK(sent >= 32);
	CHECK_ERRNO(raise(SIGRTMIN), EAGAIN);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, sent);
}
