/* WUNTRACED and WCONTINUED. */
#include "../processes.h"

int main(void)
{
	int status;
	pid_t child = IN_CHILD(for (;;) sleep(100));

	CHECK_EQ(kill(child, SIGSTOP), 0);
	CHECK_EQ(waitpid(child, &status, WUNTRACED), child);
	CHECK(WIFSTOPPED(status));
	CHECK_EQ(WSTOPSIG(status), SIGSTOP);
	CHECK_EQ(kill(child, SIGCONT), 0);
	CHECK_EQ(waitpid(child, &status, WCONTINUED), child);
	CHECK(WIFCONTINUED(status));
	CHECK_EQ(kill(child, SIGKILL), 0);
	CHECK_KILLED(child, SIGKILL);
}
