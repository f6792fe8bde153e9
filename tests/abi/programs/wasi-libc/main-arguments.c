/* main with arguments, the environment, atexit. */
#include "check.h"

static void last(void)
{
	puts("last");
}

int main(int argc, char *argv[])
{
	CHECK_EQ(argc, 3);
	CHECK(argv[0] != NULL && argv[3] == NULL);
	CHECK_STR(argv[1], "one");
	CHECK_STR(argv[2], "two words");
	CHECK_STR(getenv("NAME"), "value");
	CHECK(getenv("MISSING") == NULL);
	CHECK(environ[0] != NULL && environ[1] == NULL);
	CHECK_EQ(setenv("OTHER", "1", 0), 0);
	CHECK_STR(getenv("OTHER"), "1");
	CHECK_EQ(unsetenv("NAME"), 0);
	CHECK(getenv("NAME") == NULL);
	CHECK_EQ(atexit(last), 0);
	exit(7);
}
