/* popen: a command's output and input, its status, several at once. */
#include "../shell.h"

int main(int argc, char **argv)
{
	char line[64];

	be_shell(argc, argv);
	FILE *echo = popen("echo some words", "r");
	CHECK(echo != NULL);
	CHECK(fgets(line, sizeof line, echo) != NULL);
	CHECK_STR(line, "some words\n");
	CHECK(fgets(line, sizeof line, echo) == NULL);
	CHECK_EQ(pclose(echo), 0);

	FILE *exits = popen("exit 7", "w");
	CHECK(exits != NULL);
	CHECK_EQ(WEXITSTATUS(pclose(exits)), 7);

	/* The second command must not keep the first one's pipe open. */
	FILE *first = popen("cat", "w"), *second = popen("cat", "w");
	CHECK(first != NULL && second != NULL);
	CHECK_EQ(pclose(first), 0);
	CHECK_EQ(pclose(second), 0);

	CHECK_NULL(popen("echo x", "x"), EINVAL);
	CHECK_NULL(popen("echo x", ""), EINVAL);
	FILE *closed = popen("echo x", "re");
	CHECK(closed != NULL);
	CHECK_EQ(fcntl(fileno(closed), F_GETFD), FD_CLOEXEC);
	CHECK(fgets(line, sizeof line, closed) != NULL);
	CHECK_EQ(pclose(closed), 0);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
