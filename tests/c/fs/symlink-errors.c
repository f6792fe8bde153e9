/* symlink: EEXIST, ENOENT for an empty target or name or a missing directory, ENOTDIR. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(symlink("x", "f"), EEXIST);
	CHECK_ERRNO(symlink("x", "d"), EEXIST);
	CHECK_ERRNO(symlink("x", "dangling"), EEXIST);
	CHECK_ERRNO(symlink("", "l"), ENOENT);
	CHECK_ERRNO(symlink("x", ""), ENOENT);
	CHECK_ERRNO(symlink("x", "missing/l"), ENOENT);
	CHECK_ERRNO(symlink("x", "f/l"), ENOTDIR);
}
