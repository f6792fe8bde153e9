/* A wait for one child leaves those that ended before it. */
#include "../processes.h"

int main(void)
{
	enum { COUNT = 10 };
	pid_t children[COUNT];
	siginfo_t info;

	for (int i = 0; i < COUNT; i++)
		children[i] = IN_CHILD(_exit(i));
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ(waitid(P_PID, (id_t)children[i], &info, WEXITED | WNOWAIT), 0);
	for (int i = COUNT; i-- > 0; )
		CHECK_EXIT(children[i], i);
	CHECK_ERRNO(waitpid(children[3], NULL, WNOHANG), ECHILD);
}
