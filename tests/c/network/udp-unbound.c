/* Sending, or connecting, gives a datagram socket an address. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, name, from;
	socklen_t length = sizeof name;
	int fd = bound(SOCK_DGRAM, &at), sender = socket(AF_INET, SOCK_DGRAM, 0);
	char text[8];

	CHECK_EQ(ready(sender, POLLIN | POLLOUT), POLLOUT);
	CHECK_ERRNO(recv(sender, text, 1, MSG_DONTWAIT), EAGAIN);
	CHECK_ERRNO(write(sender, "x", 1), EDESTADDRREQ);
	CHECK_EQ(sendto(sender, "x", 1, 0, (void *)&at, sizeof at), 1);
	CHECK_EQ(getsockname(sender, (void *)&name, &length), 0);
	CHECK(name.sin_port != 0);
	CHECK_EQ(recvfrom(fd, text, 8, 0, (void *)&from, &length), 1);
	CHECK_EQ(from.sin_port, name.sin_port);

	sender = connected(SOCK_DGRAM, &at);
	CHECK_EQ(getsockname(sender, (void *)&name, &length), 0);
	CHECK_EQ(name.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	CHECK(name.sin_port != 0);
}
