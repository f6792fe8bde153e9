/* A file that one process closes stays open in the other. */
#include "../processes.h"

int main(void)
{
	char byte;
	int fd;

	PUT("f", "xy");
	fd = OPEN("f", O_RDONLY);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(close(fd), 0);
		CHECK_ERRNO(close(fd), EBADF);
		CHECK_EQ(OPEN("f", O_RDONLY), fd);
	}), 0);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, 'x');
	CHECK_EXIT(IN_CHILD(CHECK_EQ(dup2(fd, 9), 9)), 0);
	CHECK_ERRNO(read(9, &byte, 1), EBADF);
}
