/* read and pread: EISDIR on a directory. */
#include "../check.h"

int main(void)
{
	char byte;
	int fd = OPEN(".", O_RDONLY | O_DIRECTORY);

	CHECK_ERRNO(read(fd, &byte, 1), EISDIR);
	CHECK_ERRNO(pread(fd, &byte, 1, 0), EISDIR);
	CHECK_EQ(close(fd), 0);
}
