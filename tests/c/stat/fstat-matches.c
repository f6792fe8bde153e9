/* fstat: the same identity, type and size as stat by name. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;

	PUT("f", "abcdef");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(fstat(fd, &a), 0);
	CHECK_EQ(stat("f", &b), 0);
	CHECK_EQ(a.st_ino, b.st_ino);
	CHECK_EQ(a.st_dev, b.st_dev);
	CHECK_EQ(a.st_mode, b.st_mode);
	CHECK_EQ(a.st_size, 6);
	CHECK_EQ(b.st_size, 6);
	CHECK_EQ(lseek(fd, 6, SEEK_SET), 6);
	CHECK_EQ(write(fd, "g", 1), 1);
	CHECK_EQ(fstat(fd, &a), 0);
	CHECK_EQ(a.st_size, 7);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fstat(fd, &a), EBADF);
	CHECK_ERRNO(fstat(-1, &a), EBADF);
}
