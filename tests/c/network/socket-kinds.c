/* socket: each kind says what it is. */
#include "../network.h"

static void check(int domain, int type, int protocol, int want)
{
	int fd = socket(domain, type, protocol);

	CHECK(fd >= 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_DOMAIN), domain);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_TYPE), type);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_PROTOCOL), want);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ACCEPTCONN), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(close(fd), EBADF);
}

int main(void)
{
	check(AF_INET, SOCK_STREAM, 0, IPPROTO_TCP);
	check(AF_INET, SOCK_STREAM, IPPROTO_TCP, IPPROTO_TCP);
	check(AF_INET, SOCK_DGRAM, 0, IPPROTO_UDP);
	check(AF_INET, SOCK_DGRAM, IPPROTO_UDP, IPPROTO_UDP);
	check(AF_INET6, SOCK_STREAM, 0, IPPROTO_TCP);
	check(AF_INET6, SOCK_DGRAM, IPPROTO_UDP, IPPROTO_UDP);
}
