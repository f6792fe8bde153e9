/* open(path, 0): the same as O_RDONLY. */
#include "../check.h"

int main(void)
{
	char byte;

	PUT("f", "abc");
	int fd = open("f", 0);
	CHECK(fd >= 0);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, 'a');
	CHECK_ERRNO(write(fd, "x", 1), EBADF);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("missing", 0), ENOENT);
	int dir = open(".", 0);
	CHECK(dir >= 0);
	CHECK_EQ(close(dir), 0);
}
