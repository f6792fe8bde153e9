/* chdir: ENOENT, ENOTDIR, ELOOP; the current directory stays. */
#include "../check.h"

int main(void)
{
	char before[4096], after[4096];

	CHECK(getcwd(before, sizeof before) != NULL);
	CHECK_ERRNO(chdir("missing"), ENOENT);
	CHECK_ERRNO(chdir(""), ENOENT);
	CHECK_ERRNO(chdir("f"), ENOTDIR);
	CHECK_ERRNO(chdir("f/x"), ENOTDIR);
	CHECK_ERRNO(chdir("loop"), ELOOP);
	CHECK(getcwd(after, sizeof after) != NULL);
	CHECK_STR(after, before);
}
