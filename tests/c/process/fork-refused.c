/* fork, vfork, exec and similar calls: an error, and the program continues. */
#include "../check.h"
#include <sched.h>

extern char **environ;

static int never(void *argument)
{
	(void)argument;
	_exit(1);
}

int main(void)
{
	char *arguments[] = { "x", NULL }, stack[64];

	PUT("x", "");
	CHECK_ERRNO(fork(), ENOSYS);
	CHECK_ERRNO(vfork(), ENOSYS);
	CHECK_ERRNO(_Fork(), ENOSYS);
	CHECK_ERRNO(clone(never, stack + 64, 0, NULL), ENOSYS);
	CHECK_ERRNO(execv("x", arguments), ENOSYS);
	CHECK_ERRNO(execve("x", arguments, environ), ENOSYS);
	CHECK_ERRNO(execvp("./x", arguments), ENOSYS);
	CHECK_ERRNO(execl("x", "x", (char *)NULL), ENOSYS);
	CHECK_ERRNO(execlp("./x", "x", (char *)NULL), ENOSYS);
	CHECK_ERRNO(execle("x", "x", (char *)NULL, environ), ENOSYS);
	CHECK_ERRNO(fexecve(OPEN("x", O_RDONLY), arguments, environ), ENOSYS);
}
