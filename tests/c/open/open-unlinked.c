/* open: a file that is unlinked while open can still be written and read. */
#include "../check.h"

int main(void)
{
	char got[6];
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(write(fd, "abc", 3), 3);
	CHECK_EQ(unlink("f"), 0);
	CHECK_ERRNO(open("f", O_RDONLY), ENOENT);
	CHECK_EQ(write(fd, "def", 3), 3);
	CHECK_EQ(pread(fd, got, 6, 0), 6);
	CHECK_MEM(got, "abcdef", 6);
	CHECK_EQ(close(fd), 0);
}
