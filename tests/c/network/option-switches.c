/* Options that are on or off. */
#include "../network.h"

static void check(int fd, int level, int name)
{
	CHECK_EQ(option(fd, level, name), 0);
	CHECK_EQ(set_option(fd, level, name, 3), 0);
	CHECK_EQ(option(fd, level, name), 1);
	CHECK_EQ(set_option(fd, level, name, 0), 0);
	CHECK_EQ(option(fd, level, name), 0);
}

int main(void)
{
	int tcp = socket(AF_INET, SOCK_STREAM, 0);
	int udp = socket(AF_INET6, SOCK_DGRAM, 0);

	check(tcp, SOL_SOCKET, SO_REUSEADDR);
	check(udp, SOL_SOCKET, SO_REUSEADDR);
	check(udp, SOL_SOCKET, SO_BROADCAST);
	check(tcp, SOL_SOCKET, SO_OOBINLINE);
	check(tcp, SOL_SOCKET, SO_DONTROUTE);
	check(tcp, IPPROTO_TCP, TCP_NODELAY);
}
