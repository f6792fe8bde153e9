/* clearenv and an assigned environ: getenv follows. */
#include "../check.h"

extern char **environ;

int main(void)
{
	char *mine[] = { "MINE=1", NULL };

	CHECK_STR(getenv("A"), "1");
	CHECK_EQ(clearenv(), 0);
	CHECK(getenv("A") == NULL);
	environ = mine;
	CHECK_STR(getenv("MINE"), "1");
	CHECK_EQ(setenv("MORE", "2", 1), 0);
	CHECK_STR(getenv("MINE"), "1");
	CHECK_STR(getenv("MORE"), "2");
}
