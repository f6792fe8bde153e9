/* faccessat: relative to a descriptor, AT_EACCESS, AT_SYMLINK_NOFOLLOW, EBADF. */
#include "../check.h"

int main(void)
{
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(faccessat(dir, "f", R_OK, 0), 0);
	CHECK_EQ(faccessat(dir, "f", R_OK | W_OK, AT_EACCESS), 0);
	CHECK_ERRNO(faccessat(dir, "dangling", F_OK, 0), ENOENT);
	CHECK_EQ(faccessat(AT_FDCWD, "d/f", F_OK, 0), 0);
	CHECK_ERRNO(faccessat(dir, "missing", F_OK, 0), ENOENT);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(faccessat(dir, "f", F_OK, 0), EBADF);
}
