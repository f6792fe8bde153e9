/* IP_TTL and IPV6_UNICAST_HOPS. */
#include "../network.h"

static void check(int fd, int level, int name)
{
	CHECK_EQ(set_option(fd, level, name, 7), 0);
	CHECK_EQ(option(fd, level, name), 7);
	CHECK_EQ(set_option(fd, level, name, 255), 0);
	CHECK_EQ(option(fd, level, name), 255);
	CHECK_ERRNO(set_option(fd, level, name, 256), EINVAL);
	CHECK_EQ(set_option(fd, level, name, -1), 0);
	CHECK_EQ(option(fd, level, name), 64);
}

int main(void)
{
	check(socket(AF_INET, SOCK_STREAM, 0), IPPROTO_IP, IP_TTL);
	check(socket(AF_INET, SOCK_DGRAM, 0), IPPROTO_IP, IP_TTL);
	check(socket(AF_INET6, SOCK_STREAM, 0), IPPROTO_IPV6,
	      IPV6_UNICAST_HOPS);
	check(socket(AF_INET6, SOCK_DGRAM, 0), IPPROTO_IPV6, IPV6_UNICAST_HOPS);
}
