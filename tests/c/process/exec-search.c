/* execvp and posix_spawnp look through PATH. */
#include "../processes.h"
#include <spawn.h>
#include <sys/stat.h>

extern char **environ;

int main(int argc, char **argv)
{
	pid_t child;

	if (argc > 1)
		return argv[1][0];
	CHECK_EQ(mkdir("first", 0755), 0);
	CHECK_EQ(mkdir("first/tool", 0755), 0);
	CHECK_EQ(mkdir("second", 0755), 0);
	CHECK_EQ(rename("self", "second/tool"), 0);
	CHECK_EQ(setenv("PATH", "missing:first:second", 1), 0);
	CHECK_EXIT(IN_CHILD(execlp("tool", "tool", "a", (char *)NULL)), 'a');
	CHECK_EXIT(IN_CHILD(execvp("tool", (char *[]){ "tool", "b", NULL })), 'b');
	CHECK_EQ(posix_spawnp(&child, "tool", NULL, NULL, (char *[]){ "tool", "c", NULL }, environ), 0);
	CHECK_EXIT(child, 'c');
	CHECK_EQ(setenv("PATH", "missing:first", 1), 0);
	CHECK_ERRNO(execlp("tool", "tool", (char *)NULL), EACCES);
	CHECK_ERRNO(execlp("nothing", "nothing", (char *)NULL), ENOENT);
	CHECK_ERRNO(execlp("", "nothing", (char *)NULL), ENOENT);
	CHECK_EQ(setenv("PATH", "second", 1), 0);
	CHECK_ERRNO(execlp("./tool", "tool", (char *)NULL), ENOENT);
	CHECK_EQ(chdir("second"), 0);
	CHECK_EQ(setenv("PATH", "", 1), 0);
	CHECK_EXIT(IN_CHILD(execlp("tool", "tool", "d", (char *)NULL)), 'd');
}
