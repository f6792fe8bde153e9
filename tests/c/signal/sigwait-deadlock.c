/* sigwait: a wait that nothing can end fails or traps instead of blocking
 * forever. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t set;
	int number;

	CHECK_EQ(sigfillset(&set), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &set, NULL), 0);
	sigwait(&set, &number);
	return 1;
}
