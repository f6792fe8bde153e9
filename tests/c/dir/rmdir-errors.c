/* rmdir: ENOTEMPTY, ENOTDIR, ENOENT, EINVAL for a final dot. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(rmdir("full"), ENOTEMPTY);
	CHECK_ERRNO(rmdir("f"), ENOTDIR);
	CHECK_ERRNO(rmdir("to-d"), ENOTDIR);
	CHECK_ERRNO(rmdir("f/x"), ENOTDIR);
	CHECK_ERRNO(rmdir("missing"), ENOENT);
	CHECK_ERRNO(rmdir(""), ENOENT);
	CHECK_ERRNO(rmdir("d/."), EINVAL);
	CHECK_ERRNO(rmdir("."), EINVAL);
	CHECK_ERRNO(rmdir("d/.."), ENOTEMPTY);
	CHECK_EQ(access("full/x", F_OK), 0);
	CHECK_EQ(rmdir("d"), 0);
	CHECK_ERRNO(access("d", F_OK), ENOENT);
}
