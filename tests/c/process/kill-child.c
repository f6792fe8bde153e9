/* A signal ends a child, and the status says which. */
#include "../processes.h"

int main(void)
{
	static const int numbers[] = { SIGTERM, SIGKILL, SIGHUP, SIGINT, SIGUSR1, SIGALRM };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		pid_t child = IN_CHILD(for (;;) sleep(100));
		CHECK_EQ(kill(child, 0), 0);
		CHECK_EQ(kill(child, numbers[i]), 0);
		CHECK_KILLED(child, numbers[i]);
		CHECK_ERRNO(kill(child, 0), ESRCH);
	}
	CHECK_ERRNO(kill(getpid(), 65), EINVAL);
}
