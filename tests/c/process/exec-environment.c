/* The new program has the whole environment, and nothing else than the old one gave it. */
#include "../processes.h"

int main(int argc, char **argv)
{
	extern char **environ;
	enum { COUNT = 2000 };
	static char all[COUNT][64], *environment[COUNT + 1];

	for (int i = 0; i < COUNT; i++) {
		sprintf(all[i], "NAME_%d=%*d", i, i % 40, i);
		environment[i] = all[i];
	}
	environment[COUNT - 1] = "PWD=/";
	if (argc == 1) {
		CHECK_EQ(setenv("ONLY_HERE", "x", 1), 0);
		CHECK_EXIT(IN_CHILD(execve("self", (char *[]){ "self", "x", NULL }, environment)), 0);
		CHECK_EXIT(IN_CHILD({
			CHECK_EQ(putenv("PASSED=on"), 0);
			execl("self", "self", "x", "y", (char *)NULL);
		}), 0);
		return 0;
	}
	if (argc == 3) {
		CHECK_STR(getenv("PASSED"), "on");
		CHECK_STR(getenv("ONLY_HERE"), "x");
		return 0;
	}
	CHECK(getenv("ONLY_HERE") == NULL);
	for (int i = 0; i < COUNT; i++)
		CHECK_STR(environ[i], environment[i]);
	CHECK(environ[COUNT] == NULL);
}
