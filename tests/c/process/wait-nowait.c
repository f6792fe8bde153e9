/* WNOWAIT leaves the child to be waited for, whatever has happened to it. */
#include "../processes.h"

int main(void)
{
	siginfo_t info;
	int status;
	pid_t child = IN_CHILD(for (;;) sleep(100));

	CHECK_EQ(kill(child, SIGSTOP), 0);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(waitid(P_PID, (id_t)child, &info, WSTOPPED | WNOWAIT), 0);
		CHECK_EQ(info.si_code, CLD_STOPPED);
		CHECK_EQ(info.si_status, SIGSTOP);
	}
	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WSTOPPED), 0);
	CHECK_EQ(info.si_pid, child);
	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WSTOPPED | WNOHANG), 0);
	CHECK_EQ(info.si_pid, 0);
	CHECK_EQ(kill(child, SIGCONT), 0);
	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WCONTINUED | WNOWAIT), 0);
	CHECK_EQ(info.si_code, CLD_CONTINUED);
	CHECK_EQ(info.si_status, SIGCONT);
	CHECK_EQ(waitpid(child, &status, WNOHANG), 0);
	CHECK_EQ(kill(child, SIGKILL), 0);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
		CHECK_EQ(info.si_pid, child);
		CHECK_EQ(info.si_code, CLD_KILLED);
		CHECK_EQ(info.si_status, SIGKILL);
	}
	CHECK_KILLED(child, SIGKILL);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), ECHILD);
}
