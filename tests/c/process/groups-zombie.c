/* A process that has ended keeps its group and session until it is waited for. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	siginfo_t info;
	pid_t child = IN_CHILD(CHECK_EQ(setsid(), getpid()));

	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(getpgid(child), child);
	CHECK_EQ(getsid(child), child);
	CHECK_EQ(kill(-child, 0), 0);
	CHECK_EXIT(child, 0);
	CHECK_ERRNO(getpgid(child), ESRCH);
	CHECK_ERRNO(getsid(child), ESRCH);
	CHECK_ERRNO(kill(-child, 0), ESRCH);
}
