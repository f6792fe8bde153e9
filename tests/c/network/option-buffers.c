/* SO_SNDBUF and SO_RCVBUF: a size that grows is at least that afterwards. */
#include "../network.h"

static void check(int fd, int name)
{
	CHECK(option(fd, SOL_SOCKET, name) > 0);
	CHECK_EQ(set_option(fd, SOL_SOCKET, name, 20000), 0);
	CHECK(option(fd, SOL_SOCKET, name) >= 20000);
	CHECK_EQ(set_option(fd, SOL_SOCKET, name, 40000), 0);
	CHECK(option(fd, SOL_SOCKET, name) >= 40000);
	CHECK_EQ(set_option(fd, SOL_SOCKET, name, 0), 0);
	CHECK(option(fd, SOL_SOCKET, name) > 0);
}

int main(void)
{
	int tcp = socket(AF_INET, SOCK_STREAM, 0);
	int udp = socket(AF_INET, SOCK_DGRAM, 0);

	check(tcp, SO_SNDBUF);
	check(tcp, SO_RCVBUF);
	check(udp, SO_SNDBUF);
	check(udp, SO_RCVBUF);
}
