/* exec: an invalid program is reported before the error that no program can
 * be started. */
#include "../check.h"
#include <sys/syscall.h>

int main(void)
{
	static char path[5000];
	char *arguments[] = { "x", NULL }, *none[] = { NULL };

	memset(path, 'a', sizeof path - 1);
	PUT("f", "");
	CHECK_ERRNO(execve("none", arguments, none), ENOENT);
	CHECK_ERRNO(execve("", arguments, none), ENOENT);
	CHECK_ERRNO(execve(".", arguments, none), EACCES);
	CHECK_ERRNO(execve("f/x", arguments, none), ENOTDIR);
	CHECK_ERRNO(execve(path, arguments, none), ENAMETOOLONG);
	CHECK_ERRNO(execv("none", arguments), ENOENT);
	CHECK_ERRNO(execl("none", "x", (char *)NULL), ENOENT);
	CHECK_ERRNO(execvp("./none", arguments), ENOENT);
	CHECK_ERRNO(syscall(SYS_execveat, AT_FDCWD, "none", arguments, none, 0), ENOENT);
	CHECK_ERRNO(syscall(SYS_execveat, AT_FDCWD, "f", arguments, none, 0xff), EINVAL);
	CHECK_ERRNO(syscall(SYS_execveat, -1, "f", arguments, none, 0), EBADF);
	CHECK_ERRNO(fexecve(OPEN(".", O_RDONLY), arguments, none), EACCES);
}
