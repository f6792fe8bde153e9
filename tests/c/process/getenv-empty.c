/* getenv, environ: an empty environment. */
#include "../check.h"

extern char **environ;

int main(void)
{
	CHECK(getenv("PATH") == NULL);
	CHECK(environ == NULL || environ[0] == NULL);
	CHECK_EQ(setenv("NEW", "value", 1), 0);
	CHECK_STR(getenv("NEW"), "value");
	CHECK_STR(environ[0], "NEW=value");
	CHECK(environ[1] == NULL);
}
