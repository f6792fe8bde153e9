/* SO_KEEPALIVE and its times. */
#include "../network.h"

static void range(int fd, int name, int most)
{
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, name, 0), EINVAL);
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, name, -1), EINVAL);
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, name, most + 1), EINVAL);
	CHECK_EQ(set_option(fd, IPPROTO_TCP, name, most), 0);
	CHECK_EQ(option(fd, IPPROTO_TCP, name), most);
	CHECK_EQ(set_option(fd, IPPROTO_TCP, name, 17), 0);
	CHECK_EQ(option(fd, IPPROTO_TCP, name), 17);
}

static void check(int fd)
{
	CHECK_EQ(option(fd, SOL_SOCKET, SO_KEEPALIVE), 0);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 5), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	range(fd, TCP_KEEPIDLE, 32767);
	range(fd, TCP_KEEPINTVL, 32767);
	range(fd, TCP_KEEPCNT, 127);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 0), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_KEEPALIVE), 0);
}

int main(void)
{
	int fds[2], fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(option(fd, IPPROTO_TCP, TCP_KEEPIDLE) > 0);
	check(fd);
	connection(fds);
	check(fds[0]);
	check(fds[1]);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 9), ENOPROTOOPT);
}
