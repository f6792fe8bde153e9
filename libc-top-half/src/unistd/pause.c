#include <signal.h>
#include <unistd.h>

/* A wait for a signal, not a poll of nothing: if no signal can end it, the message
 * says so. */
int pause(void)
{
	sigset_t now;
	sigprocmask(SIG_BLOCK, 0, &now);
	return sigsuspend(&now);
}
