/* unlinkat: AT_REMOVEDIR removes directories and only those; without it, only the rest. */
#include "../check.h"

int main(void)
{
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);

	CHECK_ERRNO(unlinkat(dir, "e", 0), EISDIR);
	CHECK_ERRNO(unlinkat(dir, "f", AT_REMOVEDIR), ENOTDIR);
	CHECK_ERRNO(unlinkat(dir, "f", 0x40000000), EINVAL);
	CHECK_EQ(unlinkat(dir, "e", AT_REMOVEDIR), 0);
	CHECK_EQ(unlinkat(dir, "f", 0), 0);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(unlinkat(dir, "f", 0), EBADF);
	CHECK_EQ(unlinkat(AT_FDCWD, "d", AT_REMOVEDIR), 0);
}
