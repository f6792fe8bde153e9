/* The new program gets the arguments and the environment whole. */
#include "../processes.h"

static char longest[100001];
static char *arguments[] = { "a name", "check", "", " ", "a b", "\377\200", "-x", "--", "=", longest, NULL };
static char *environment[] = { "A=b=c", "EMPTY=", "B=\377", "PWD=/", NULL };

int main(int argc, char **argv)
{
	extern char **environ;
	int i;

	memset(longest, 'x', sizeof longest - 1);
	if (argc == 1) {
		CHECK_EXIT(IN_CHILD(execve("self", arguments, environment); _exit(99)), 7);
		execve("self", arguments, environment);
		CHECK(0);
	}
	for (i = 0; arguments[i]; i++)
		CHECK_STR(argv[i], arguments[i]);
	CHECK_EQ(argc, i);
	for (i = 0; i < 3; i++)
		CHECK_STR(environ[i], environment[i]);
	CHECK(environ[4] == NULL);
	return 7;
}
