/* creat: makes or empties a file, for writing only. */
#include "../check.h"

int main(void)
{
	char byte;

	PUT("f", "abc");
	int fd = creat("f", 0666);
	CHECK(fd >= 0);
	CHECK_ERRNO(read(fd, &byte, 1), EBADF);
	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "x");
	fd = creat("new", 0666);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("new", "");
	CHECK_ERRNO(creat(".", 0666), EISDIR);
}
