/* shutdown of a datagram socket that has a peer. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int other = bound(SOCK_DGRAM, &at), fd = connected(SOCK_DGRAM, &at);
	char byte;

	CHECK_EQ(shutdown(fd, SHUT_RD), 0);
	CHECK_EQ(recv(fd, &byte, 1, 0), 0);
	CHECK_EQ(ready(fd, POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK_EQ(read(other, &byte, 1), 1);
	CHECK_EQ(shutdown(fd, SHUT_WR), 0);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
}
