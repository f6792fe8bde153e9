/* sigsuspend: a wait that nothing can end is told, not waited. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t set;

	CHECK_EQ(sigemptyset(&set), 0);
	sigsuspend(&set);
	return 1;
}
