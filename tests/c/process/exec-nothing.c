/* exec of files that are not programs, and without arguments. */
#include "../processes.h"
#include <sys/stat.h>

int main(int argc, char **argv)
{
	char *none[] = { NULL };

	if (argc <= 1 && (argc == 0 || argv[0][0] == 0))
		return 9;
	PUT("empty", "");
	PUT("short", "\177EL");
	PUT("wasm", "\177");
	for (int i = 0; i < 3; i++)
		CHECK_EQ(chmod((char *[]){ "empty", "short", "wasm" }[i], 0755), 0);
	CHECK_EQ(mkdir("d", 0755), 0);
	CHECK_ERRNO(execve("empty", none, none), ENOEXEC);
	CHECK_ERRNO(execve("short", none, none), ENOEXEC);
	CHECK_ERRNO(execve("wasm", none, none), ENOEXEC);
	CHECK_ERRNO(execve("d", none, none), EACCES);
	CHECK_ERRNO(execve("", none, none), ENOENT);
	CHECK_ERRNO(execve("empty/", none, none), ENOTDIR);
	CHECK_EQ(symlink("loop", "loop"), 0);
	CHECK_ERRNO(execve("loop", none, none), ELOOP);
	CHECK_EQ(symlink("missing", "dangling"), 0);
	CHECK_ERRNO(execve("dangling", none, none), ENOENT);
	CHECK_EXIT(IN_CHILD(execve("self", none, none)), 9);
}
