/* A datagram to a port that nobody has: the next call fails, once. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in none;
	int gone = bound(SOCK_DGRAM, &none), fd;
	char byte;

	CHECK_EQ(close(gone), 0);
	fd = connected(SOCK_DGRAM, &none);
	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK(await(fd, POLLIN) != 0);
	CHECK_ERRNO(recv(fd, &byte, 1, 0), ECONNREFUSED);
	CHECK_ERRNO(recv(fd, &byte, 1, MSG_DONTWAIT), EAGAIN);
}
