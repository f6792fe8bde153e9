/* kill: SIGCHLD, SIGURG, SIGWINCH and SIGCONT do nothing by default. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	static const int ignored[] = { SIGCHLD, SIGURG, SIGWINCH, SIGCONT };

	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		CHECK_EQ(kill(getpid(), ignored[i]), 0);
}
