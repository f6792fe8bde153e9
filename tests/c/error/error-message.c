/* error, error_at_line: their output, after earlier output. */
#include "../check.h"
#include <error.h>

extern char *program_invocation_name;

static void print_name(void)
{
	fprintf(stderr, "[me]");
}

int main(void)
{
	char name[] = "/bin/name";

	program_invocation_name = name;
	CHECK(freopen("log", "w", stdout) != NULL);
	CHECK(dup2(fileno(stdout), 2) == 2);
	printf("before\n");
	error(0, 0, "plain %d", 1);
	error(0, ENOENT, "with errno");
	error_at_line(0, 0, "file.c", 7, "at a line");
	error_at_line(0, EACCES, "file.c", 7, "again");
	error_one_per_line = 1;
	error_at_line(0, 0, "file.c", 8, "once");
	error_at_line(0, 0, "file.c", 8, "twice");
	error_at_line(0, 0, "file.c", 9, "another");
	error_print_progname = print_name;
	error(0, 0, "named");
	error_at_line(0, 0, "file.c", 10, "named too");
	CHECK_EQ(error_message_count, 8);
	fflush(NULL);
	CHECK_FILE("log", "before\n"
		   "/bin/name: plain 1\n"
		   "/bin/name: with errno: No such file or directory\n"
		   "/bin/name:file.c:7: at a line\n"
		   "/bin/name:file.c:7: again: Permission denied\n"
		   "/bin/name:file.c:8: once\n"
		   "/bin/name:file.c:9: another\n"
		   "[me]named\n"
		   "[me]file.c:10: named too\n");
}
