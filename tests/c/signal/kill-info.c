/* kill and raise: si_code, si_pid and si_uid identify the sender. */
#include "../check.h"
#include <signal.h>

static volatile siginfo_t seen;

static void handle(int number, siginfo_t *info, void *context)
{
	CHECK_EQ(number, SIGUSR1);
	CHECK(context != NULL);
	seen = *info;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };

	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(seen.si_signo, SIGUSR1);
	CHECK_EQ(seen.si_code, SI_USER);
	CHECK_EQ(seen.si_pid, getpid());
	CHECK_EQ(seen.si_uid, getuid());
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(seen.si_code, SI_TKILL);
	CHECK_EQ(seen.si_pid, getpid());
	CHECK_EQ(seen.si_uid, getuid());
}
