/* waitid, waitpid, ptrace: wrong arguments are reported before the lack of a
 * child. */
#include "../check.h"
#include <sys/ptrace.h>
#include <sys/wait.h>

int main(void)
{
	siginfo_t info;

	CHECK_ERRNO(waitid(99, 0, &info, WEXITED), EINVAL);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, 0), EINVAL);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, WEXITED | 0x100), EINVAL);
	CHECK_ERRNO(waitid(P_PID, 0, &info, WEXITED), EINVAL);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, WEXITED), ECHILD);
	CHECK_ERRNO(waitid(P_PID, 1 << 21, &info, WEXITED | WNOHANG), ECHILD);
	CHECK_ERRNO(waitpid(-1, NULL, 0x1000), EINVAL);
	CHECK_ERRNO(waitpid(-1, NULL, 0), ECHILD);
	CHECK_ERRNO(waitpid(-1, NULL, WNOHANG | WUNTRACED), ECHILD);

	CHECK_ERRNO(ptrace(PTRACE_ATTACH, 1 << 23, NULL, NULL), ESRCH);
	CHECK_ERRNO(ptrace(PTRACE_ATTACH, getpid(), NULL, NULL), EPERM);
	CHECK_ERRNO(ptrace(PTRACE_CONT, getpid(), NULL, NULL), ESRCH);
}
