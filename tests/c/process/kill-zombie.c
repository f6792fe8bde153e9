/* A child that has ended stays until it is waited for. */
#include "../processes.h"

int main(void)
{
	siginfo_t info;
	pid_t child = IN_CHILD(_exit(1));

	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(kill(child, SIGTERM), 0);
	CHECK_EXIT(child, 1);
	CHECK_ERRNO(kill(child, SIGTERM), ESRCH);
}
