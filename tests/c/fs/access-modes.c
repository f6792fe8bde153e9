/* access: F_OK, R_OK and W_OK for existing files; errors for missing ones; EINVAL. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(access("f", F_OK), 0);
	CHECK_EQ(access("f", R_OK), 0);
	CHECK_EQ(access("f", R_OK | W_OK), 0);
	CHECK_EQ(access("d", R_OK | W_OK | X_OK), 0);
	CHECK_EQ(access("l", F_OK), 0);
	CHECK_ERRNO(access("dangling", F_OK), ENOENT);
	CHECK_ERRNO(access("missing", F_OK), ENOENT);
	CHECK_ERRNO(access("", F_OK), ENOENT);
	CHECK_ERRNO(access("f/x", F_OK), ENOTDIR);
	CHECK_ERRNO(access("f/", F_OK), ENOTDIR);
	CHECK_ERRNO(access("f", 64), EINVAL);
}
