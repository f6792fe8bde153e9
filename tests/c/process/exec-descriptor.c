/* fexecve: a program by its descriptor, also one without a name. */
#define _GNU_SOURCE
#include "../processes.h"
#include <sys/syscall.h>

int main(int argc, char **argv)
{
	extern char **environ;
	char *arguments[] = { "name", "again", NULL };

	if (argc > 1) {
		CHECK_STR(argv[0], "name");
		return 6;
	}
	int fd = OPEN("self", O_RDONLY | O_CLOEXEC);
	CHECK_EXIT(IN_CHILD(fexecve(fd, arguments, environ)), 6);
	CHECK_EXIT(IN_CHILD(syscall(SYS_execveat, fd, "", arguments, environ, AT_EMPTY_PATH)), 6);
	CHECK_EXIT(IN_CHILD(syscall(SYS_execveat, OPEN(".", O_RDONLY), "self", arguments, environ, 0)), 6);
	CHECK_EQ(unlink("self"), 0);
	CHECK_EXIT(IN_CHILD(fexecve(fd, arguments, environ)), 6);
	CHECK_ERRNO(execv("self", arguments), ENOENT);
}
