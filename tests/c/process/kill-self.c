/* A process ends itself by a signal, or ignores it. */
#include "../processes.h"
#include <sys/resource.h>

int main(void)
{
	CHECK_KILLED(IN_CHILD(kill(getpid(), SIGTERM)), SIGTERM);
	CHECK_KILLED(IN_CHILD(kill(getpid(), SIGKILL)), SIGKILL);
	/* Those that would leave a core file end it before kill returns, too. */
	for (int i = 0; i < 100; i++)
		CHECK_KILLED(IN_CHILD({
			setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
			kill(getpid(), i % 2 ? SIGQUIT : SIGABRT);
		}), i % 2 ? SIGQUIT : SIGABRT);
	CHECK_EXIT(IN_CHILD({
		signal(SIGTERM, SIG_IGN);
		kill(getpid(), SIGTERM);
		_exit(3);
	}), 3);
}
