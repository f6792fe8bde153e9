/* WNOHANG, WNOWAIT, a number, any child, a group; ECHILD and EINVAL. */
#include "../processes.h"

int main(void)
{
	int ends[2], status = 77;
	siginfo_t info;
	pid_t child, other;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		close(ends[1]);
		CHECK_EQ(read(ends[0], &byte, 1), 0);
		_exit(9);
	});
	CHECK_EQ(waitpid(child, &status, WNOHANG), 0);
	CHECK_EQ(status, 77);
	memset(&info, 1, sizeof info);
	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG), 0);
	CHECK_EQ(info.si_pid, 0);
	close(ends[1]);
	CHECK_EQ(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
	CHECK_EQ(info.si_signo, SIGCHLD);
	CHECK_EQ(info.si_code, CLD_EXITED);
	CHECK_EQ(info.si_pid, child);
	CHECK_EQ(info.si_status, 9);
	CHECK_EQ(waitpid(0, &status, 0), child);
	CHECK_EQ(WEXITSTATUS(status), 9);
	CHECK_ERRNO(waitpid(child, &status, 0), ECHILD);

	child = IN_CHILD(_exit(1));
	other = IN_CHILD(_exit(2));
	CHECK_EXIT(other, 2);
	CHECK_EQ(waitpid(-getpgrp(), &status, 0), child);
	CHECK_ERRNO(waitpid(child, &status, 1 << 20), EINVAL);
	CHECK_ERRNO(waitid(P_PID, 0, &info, WEXITED), EINVAL);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, WNOHANG), EINVAL);
}
