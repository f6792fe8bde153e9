/* A signal ends a child, and the status says which. */
#include "../processes.h"

int main(void)
{
	/* Not SIGHUP and SIGINT: nohup, or a shell in the background, lets them be ignored. */
	static const int numbers[] = { SIGTERM, SIGKILL, SIGUSR1, SIGUSR2, SIGALRM };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		pid_t child = IN_CHILD(for (;;) sleep(100));
		CHECK_EQ(kill(child, 0), 0);
		CHECK_EQ(kill(child, numbers[i]), 0);
		CHECK_KILLED(child, numbers[i]);
		CHECK_ERRNO(kill(child, 0), ESRCH);
	}
	CHECK_ERRNO(kill(getpid(), 65), EINVAL);
}
