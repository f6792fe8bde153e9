/* kill: SIGKILL cannot be held up by a mask. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t all;

	CHECK_EQ(sigfillset(&all), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &all, NULL), 0);
	kill(getpid(), SIGKILL);
	return 1;
}
