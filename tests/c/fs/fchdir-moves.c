/* fchdir: moves to an open directory; EBADF and ENOTDIR. */
#include "../check.h"

int main(void)
{
	int here = OPEN(".", O_RDONLY | O_DIRECTORY);
	int dir = OPEN("a/b", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(fchdir(dir), 0);
	CHECK_FILE("f", "deep");
	CHECK_EQ(fchdir(here), 0);
	CHECK_FILE("a/b/f", "deep");
	int fd = OPEN("a/b/f", O_RDONLY);
	CHECK_ERRNO(fchdir(fd), ENOTDIR);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fchdir(fd), EBADF);
	CHECK_EQ(close(dir), 0);
	CHECK_EQ(close(here), 0);
	CHECK_FILE("a/b/f", "deep");
}
