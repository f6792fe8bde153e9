/* open: O_NOFOLLOW|O_DIRECTORY is ENOTDIR for a symlink to a folder. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("to-d", O_RDONLY | O_NOFOLLOW | O_DIRECTORY), ENOTDIR);
	int fd = open("d", O_RDONLY | O_NOFOLLOW | O_DIRECTORY);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
}
