#include <signal.h>
#include <unistd.h>

/* As a wait for a signal, not as a poll of nothing: one that none can end says so. */
int pause(void)
{
	sigset_t now;
	sigprocmask(SIG_BLOCK, 0, &now);
	return sigsuspend(&now);
}
