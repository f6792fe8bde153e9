/* Reading what is not there yet: EAGAIN by the flag, by the descriptor, and by FIONBIO. */
#include "../network.h"

int main(void)
{
	int fds[2], on = 1;
	char byte;

	connection(fds);
	CHECK_ERRNO(recv(fds[0], &byte, 1, MSG_DONTWAIT), EAGAIN);
	nonblocking(fds[0]);
	CHECK_ERRNO(read(fds[0], &byte, 1), EAGAIN);
	CHECK_EQ(ready(fds[0], POLLIN | POLLOUT), POLLOUT);
	CHECK_EQ(ioctl(fds[1], FIONBIO, &on), 0);
	CHECK_EQ(fcntl(fds[1], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_ERRNO(read(fds[1], &byte, 1), EAGAIN);
	on = 0;
	CHECK_EQ(ioctl(fds[1], FIONBIO, &on), 0);
	CHECK_EQ(write(fds[0], "x", 1), 1);
	CHECK_EQ(read(fds[1], &byte, 1), 1);
}
