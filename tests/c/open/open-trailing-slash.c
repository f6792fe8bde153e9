/* open: a trailing slash means a directory: fine for one, ENOTDIR for a file. */
#include "../check.h"

int main(void)
{
	int fd = open("d/", O_RDONLY);

	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	fd = open("to-d/", O_RDONLY);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	fd = open("d///", O_RDONLY | O_DIRECTORY);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("f/", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("to-f/", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("missing/", O_RDONLY), ENOENT);
}
