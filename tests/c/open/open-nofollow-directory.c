/* open: O_NOFOLLOW|O_DIRECTORY is ENOTDIR (Linux) or ELOOP (POSIX) for a symlink to a directory. */
#include "../check.h"

int main(void)
{
	int fd = open("to-d", O_RDONLY | O_NOFOLLOW | O_DIRECTORY);
	CHECK_EQ(fd, -1);
	CHECK(errno == ENOTDIR || errno == ELOOP);
	fd = open("d", O_RDONLY | O_NOFOLLOW | O_DIRECTORY);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
}
