/* realpath: ENOENT, ENOTDIR, ELOOP, EINVAL for a null path. */
#include "../check.h"

static const char *volatile nothing = NULL;

int main(void)
{
	char got[4096];

	CHECK_NULL(realpath("missing", got), ENOENT);
	CHECK_NULL(realpath("missing/..", got), ENOENT);
	CHECK_NULL(realpath("", got), ENOENT);
	CHECK_NULL(realpath("dangling", got), ENOENT);
	CHECK_NULL(realpath("f/x", got), ENOTDIR);
	CHECK_NULL(realpath("f/..", got), ENOTDIR);
	CHECK_NULL(realpath("f/", got), ENOTDIR);
	CHECK_NULL(realpath("loop", got), ELOOP);
	CHECK_NULL(realpath(nothing, got), EINVAL);
}
