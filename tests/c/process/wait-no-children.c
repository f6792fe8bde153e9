/* wait and similar calls: ECHILD without children. */
#include "../check.h"
#include <sys/resource.h>
#include <sys/wait.h>

int main(void)
{
	siginfo_t info;
	int status;

	CHECK_ERRNO(wait(&status), ECHILD);
	CHECK_ERRNO(waitpid(-1, &status, 0), ECHILD);
	CHECK_ERRNO(waitpid(-1, NULL, WNOHANG), ECHILD);
	CHECK_ERRNO(waitpid(getpid(), &status, 0), ECHILD);
	CHECK_ERRNO(wait3(&status, 0, NULL), ECHILD);
	CHECK_ERRNO(wait4(-1, &status, WNOHANG, NULL), ECHILD);
	CHECK_ERRNO(waitid(P_ALL, 0, &info, WEXITED), ECHILD);
}
