/* There is no network: only the program itself can be reached, and other addresses are refused
 * at once. A call that would wait for the program itself fails. */
#include "../inet.h"

static void outside(int family, const char *address)
{
	int fd = socket(family, SOCK_STREAM, 0), datagram = socket(family, SOCK_DGRAM, 0);
	union address to;
	socklen_t size = address_of(&to, family, address, 80);

	CHECK_ERRNO(connect(fd, &to.any, size), ENETUNREACH);
	CHECK_ERRNO(connect(datagram, &to.any, size), ENETUNREACH);
	CHECK_ERRNO(sendto(datagram, "x", 1, 0, &to.any, size), ENETUNREACH);
	/* The sockets are as before. */
	CHECK_ERRNO(getpeername(fd, &to.any, &size), ENOTCONN);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(datagram), 0);
}

int main(void)
{
	union address to;
	char buffer[4];
	int port, fd;

	outside(AF_INET, "192.0.2.1");
	outside(AF_INET6, "2001:db8::1");
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	socklen_t size = address_of(&to, AF_INET, "255.255.255.255", 80);
	CHECK_ERRNO(sendto(fd, "x", 1, 0, &to.any, size), EACCES);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_BROADCAST, 1), 0);
	CHECK_ERRNO(sendto(fd, "x", 1, 0, &to.any, size), ENETUNREACH);
	CHECK_ERRNO(recv(fd, buffer, 4, 0), EDEADLK);
	CHECK_ERRNO(accept(server_at(AF_INET, &port), NULL, NULL), EDEADLK);
	to.any.sa_family = AF_UNSPEC;
	CHECK_ERRNO(connect(socket(AF_INET, SOCK_STREAM, 0), &to.any, size), EOPNOTSUPP);
	CHECK_ERRNO(socket(AF_NETLINK, SOCK_RAW, 0), EAFNOSUPPORT);
	CHECK_ERRNO(socket(AF_PACKET, SOCK_RAW, 0), EAFNOSUPPORT);
}
