/* A script is run by the program of its first line, with at most one argument. */
#include "../processes.h"
#include <sys/stat.h>

int main(int argc, char **argv)
{
	if (argc == 1) {
		PUT("script", "#! ./self  one two \nrest\n");
		PUT("plain", "#!./self");
		PUT("again", "#!./plain -x\n");
		PUT("none", "#!./missing\n");
		PUT("empty", "#!\n");
		PUT("text", "echo\n");
		PUT("loop", "#!./loop\n");
		for (int i = 0; i < 7; i++)
			CHECK_EQ(chmod((char *[]){ "script", "plain", "again", "none", "empty", "text", "loop" }[i], 0755), 0);
		CHECK_EXIT(IN_CHILD(execl("./script", "name", "last", (char *)NULL)), 4);
		CHECK_EXIT(IN_CHILD(execl("./plain", "name", "1", "2", (char *)NULL)), 4);
		CHECK_EXIT(IN_CHILD(execl("./again", "name", (char *)NULL)), 5);
		CHECK_ERRNO(execl("./none", "x", (char *)NULL), ENOENT);
		CHECK_ERRNO(execl("./empty", "x", (char *)NULL), ENOEXEC);
		CHECK_ERRNO(execl("./text", "x", (char *)NULL), ENOEXEC);
		CHECK_ERRNO(execl("./loop", "x", (char *)NULL), ELOOP);
		return 0;
	}
	CHECK_STR(argv[0], "./self");
	if (!strcmp(argv[1], "one two")) {
		CHECK_STR(argv[2], "./script");
		CHECK_STR(argv[3], "last");
		return argc;
	}
	CHECK_STR(argv[1], "./plain");
	if (argc == 4 && !strcmp(argv[2], "1"))
		return 4;
	CHECK_STR(argv[2], "-x");
	CHECK_STR(argv[3], "./again");
	return argc + 1;
}
