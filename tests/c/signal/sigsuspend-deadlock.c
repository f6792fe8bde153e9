/* sigsuspend: a wait that nothing can end fails or traps instead of blocking
 * forever. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t set;

	CHECK_EQ(sigemptyset(&set), 0);
	sigsuspend(&set);
	return 1;
}
