/* Without WUNTRACED and WCONTINUED, a child that stops and goes on is not reported. */
#include "../processes.h"

int main(void)
{
	int status = 5;
	siginfo_t info;
	pid_t child = IN_CHILD(for (;;) sleep(100));

	CHECK_EQ(waitpid(child, &status, WNOHANG | WUNTRACED | WCONTINUED), 0);
	CHECK_EQ(kill(child, SIGSTOP), 0);
	CHECK_EQ(waitid(P_PID, (id_t)child, &info, WSTOPPED | WNOWAIT), 0);
	CHECK_EQ(waitpid(child, &status, WNOHANG), 0);
	CHECK_EQ(waitpid(child, &status, WNOHANG | WCONTINUED), 0);
	CHECK_EQ(status, 5);
	CHECK_EQ(waitpid(child, &status, WNOHANG | WUNTRACED), child);
	CHECK_EQ(status, SIGSTOP << 8 | 0x7f);
	CHECK_EQ(kill(child, SIGTERM), 0);
	CHECK_EQ(waitpid(child, &status, WNOHANG), 0);
	CHECK_EQ(kill(child, SIGCONT), 0);
	CHECK_KILLED(child, SIGTERM);
}
