/* chdir and getcwd: the name grows and shrinks with the moves; a symlink is resolved. */
#include "../check.h"

int main(void)
{
	char here[4096], want[4200], got[4096];

	CHECK(getcwd(here, sizeof here) != NULL);
	if (strcmp(here, "/") == 0)
		here[0] = '\0';
	CHECK_EQ(chdir("a"), 0);
	snprintf(want, sizeof want, "%s/a", here);
	CHECK_STR(getcwd(got, sizeof got), want);
	CHECK_EQ(chdir("./b/"), 0);
	snprintf(want, sizeof want, "%s/a/b", here);
	CHECK_STR(getcwd(got, sizeof got), want);
	CHECK_EQ(chdir("../.."), 0);
	CHECK_EQ(chdir("l"), 0);
	CHECK_STR(getcwd(got, sizeof got), want);
	CHECK_EQ(chdir(".."), 0);
	snprintf(want, sizeof want, "%s/a", here);
	CHECK_STR(getcwd(got, sizeof got), want);
	CHECK_EQ(chdir("/"), 0);
	CHECK_STR(getcwd(got, sizeof got), "/");
	CHECK_EQ(chdir(".."), 0);
	CHECK_STR(getcwd(got, sizeof got), "/");
}
