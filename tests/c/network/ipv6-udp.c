/* Datagrams over IPv6. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in6 at = loopback6(0), from;
	socklen_t length = sizeof at;
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	int sender = socket(AF_INET6, SOCK_DGRAM, 0);
	char text[8];

	CHECK_EQ(bind(fd, (void *)&at, sizeof at), 0);
	CHECK_EQ(getsockname(fd, (void *)&at, &length), 0);
	CHECK_EQ(sendto(sender, "one", 3, 0, (void *)&at, sizeof at), 3);
	CHECK_EQ(recvfrom(fd, text, 8, 0, (void *)&from, &length), 3);
	CHECK_EQ(length, sizeof from);
	CHECK_EQ(from.sin6_family, AF_INET6);
	CHECK(IN6_IS_ADDR_LOOPBACK(&from.sin6_addr));
	CHECK_EQ(connect(fd, (void *)&from, sizeof from), 0);
	CHECK_EQ(send(fd, "two", 3, 0), 3);
	CHECK_EQ(recv(sender, text, 8, 0), 3);
	CHECK_MEM(text, "two", 3);
}
