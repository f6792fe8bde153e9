/* A process ends itself by a signal, or ignores it. */
#include "../processes.h"

int main(void)
{
	CHECK_KILLED(IN_CHILD(kill(getpid(), SIGTERM)), SIGTERM);
	CHECK_KILLED(IN_CHILD(kill(getpid(), SIGKILL)), SIGKILL);
	CHECK_EXIT(IN_CHILD({
		signal(SIGTERM, SIG_IGN);
		kill(getpid(), SIGTERM);
		_exit(3);
	}), 3);
}
