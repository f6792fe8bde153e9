/* open: "." is the current directory, ".." its parent. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat here, there;
	int fd = OPEN(".", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(fstat(fd, &here), 0);
	CHECK_EQ(close(fd), 0);
	fd = OPEN("d/..", O_RDONLY | O_DIRECTORY);
	CHECK_EQ(fstat(fd, &there), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(here.st_ino, there.st_ino);
	CHECK_EQ(here.st_dev, there.st_dev);
}
