/* A relative chdir counts from PWD, an absolute one does not look at it. */
#include "../check.h"

int main(void)
{
	CHECK_STR(getenv("PWD"), "/d/e");
	CHECK_EQ(chdir(".."), 0);
	CHECK_FILE("f", "between");
	CHECK_EQ(chdir("/"), 0);
	CHECK_FILE("f", "top");
}
