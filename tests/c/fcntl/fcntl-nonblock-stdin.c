/* O_NONBLOCK on standard input: fcntl returns it, and available data is read. */
#include "../check.h"
#include <sys/ioctl.h>

int main(void)
{
	char buf[8];
	int on = 1;

	CHECK_EQ(fcntl(0, F_SETFL, O_NONBLOCK), 0);
	CHECK_EQ(fcntl(0, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	/* The writer may not have been there yet. */
	while (read(0, buf, 2) == -1)
		CHECK_EQ(errno, EAGAIN);
	CHECK_MEM(buf, "te", 2);
	CHECK_EQ(fcntl(0, F_SETFL, 0), 0);
	CHECK_EQ(fcntl(0, F_GETFL) & O_NONBLOCK, 0);
	CHECK_EQ(read(0, buf, 2), 2);
	CHECK_EQ(ioctl(0, FIONBIO, &on), 0);
	CHECK_EQ(fcntl(0, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_EQ(fcntl(dup(0), F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_ERRNO(fcntl(-1, F_SETFL, O_NONBLOCK), EBADF);
}
