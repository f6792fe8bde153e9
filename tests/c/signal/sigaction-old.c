/* sigaction: returns the previous setting: handler, flags and mask. */
#include "../check.h"
#include <signal.h>

static void handle(int number, siginfo_t *info, void *context)
{
	(void)number, (void)info, (void)context;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle,
				    .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK | SA_RESTART }, old;

	CHECK_EQ(sigaddset(&action.sa_mask, SIGTERM), 0);
	CHECK_EQ(sigaddset(&action.sa_mask, SIGRTMAX), 0);
	CHECK_EQ(sigaction(SIGHUP, &action, &old), 0);
	CHECK(old.sa_handler == SIG_DFL);
	action.sa_handler = SIG_IGN;
	action.sa_flags = 0;
	CHECK_EQ(sigaction(SIGHUP, &action, &old), 0);
	CHECK(old.sa_sigaction == handle);
	CHECK_EQ(old.sa_flags & ~0x04000000,
		 SA_SIGINFO | SA_NODEFER | SA_ONSTACK | SA_RESTART);
	CHECK_EQ(sigismember(&old.sa_mask, SIGTERM), 1);
	CHECK_EQ(sigismember(&old.sa_mask, SIGRTMAX), 1);
	CHECK_EQ(sigismember(&old.sa_mask, SIGHUP), 0);
	CHECK_EQ(sigaction(SIGHUP, NULL, &old), 0);
	CHECK(old.sa_handler == SIG_IGN);
}
