/* main with a third argument, and environ, agree. */
#include "../check.h"

extern char **environ;

int main(int argc, char **argv, char **envp)
{
	(void)argc;
	(void)argv;
	CHECK_STR(envp[0], "ONLY=this");
	CHECK(envp[1] == NULL);
	CHECK_STR(environ[0], "ONLY=this");
}
