/* A caller that forgets the mode of a new file can open the file again, also in a program
 * that remembers modes: it calls fcntl. On Linux the mode is whatever a register
 * contains, so only the case of a file with a mode can be compared. */
#include "../check.h"
#include <stdio.h>

int main(void)
{
	int fd = open("f", O_WRONLY | O_CREAT);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "text", 4), 4);
	int copy = fcntl(fd, F_DUPFD, 10);
	CHECK_EQ(copy, 10);
	CHECK_EQ(close(copy), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "text");
	CHECK_EQ(access("f", R_OK | W_OK), 0);

	fd = openat(AT_FDCWD, "g", O_RDWR | O_CREAT | O_EXCL);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("g", "");
	return 0;
}
