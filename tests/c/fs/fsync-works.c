/* fsync and fdatasync: succeed on files, EBADF otherwise. */
#include "../check.h"

int main(void)
{
	int fd = OPEN("f", O_WRONLY | O_CREAT);

	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK_EQ(fsync(fd), 0);
	CHECK_EQ(fdatasync(fd), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fsync(fd), EBADF);
	CHECK_ERRNO(fdatasync(-1), EBADF);
	fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fsync(fd), 0);
	CHECK_EQ(close(fd), 0);
}
