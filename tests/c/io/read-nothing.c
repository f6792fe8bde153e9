/* Reading 0 bytes returns at once, from streams and files, with or without data. */
#include "../check.h"
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
	char byte;
	CHECK_EQ(read(0, &byte, 0), 0);
	struct iovec none[2] = {{&byte, 0}, {&byte, 0}};
	CHECK_EQ(readv(0, none, 2), 0);
	CHECK_EQ(readv(0, none, 1), 0);
	CHECK_EQ(read(0, &byte, 1), 1);
	CHECK_EQ(byte, 'x');
	CHECK_EQ(read(0, &byte, 1), 0);
	CHECK_EQ(read(0, &byte, 0), 0);
	CHECK_ERRNO(read(99, &byte, 0), EBADF);
}
