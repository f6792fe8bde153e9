/* openat: a relative path starts at the descriptor's directory; a file there is ENOTDIR. */
#include "../check.h"

int main(void)
{
	char byte;
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);
	int fd = openat(dir, "f", O_RDONLY);

	CHECK(fd >= 0);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, 'D');
	CHECK_EQ(close(fd), 0);
	fd = openat(dir, "../f", O_RDONLY);
	CHECK(fd >= 0);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, 'T');
	CHECK_ERRNO(openat(fd, "f", O_RDONLY), ENOTDIR);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(openat(dir, "f", O_RDONLY), EBADF);
	CHECK_ERRNO(openat(-7, "f", O_RDONLY), EBADF);
}
