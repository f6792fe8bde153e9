/* A wait for a group takes its members alone. */
#include "../processes.h"

int main(void)
{
	siginfo_t info;
	int status;
	pid_t here = IN_CHILD(_exit(1)), there = IN_CHILD({
		CHECK_EQ(setpgid(0, 0), 0);
		_exit(2);
	});

	CHECK_EQ(waitid(P_PID, (id_t)here, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(waitid(P_PID, (id_t)there, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(waitid(P_PGID, (id_t)there, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(info.si_pid, there);
	CHECK_EQ(waitpid(-there, &status, 0), there);
	CHECK_EQ(WEXITSTATUS(status), 2);
	CHECK_ERRNO(waitpid(-there, &status, 0), ECHILD);
	CHECK_EQ(waitpid(0, &status, 0), here);
	CHECK_ERRNO(waitpid(0, &status, WNOHANG), ECHILD);
}
