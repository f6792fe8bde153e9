/* The same port for IPv4 and for IPv6, by two sockets. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	int listener = listening(&four), other, fd;
	int second = socket(AF_INET6, SOCK_STREAM, 0);

	six = loopback6(four.sin_port);
	CHECK_EQ(set_option(second, IPPROTO_IPV6, IPV6_V6ONLY, 1), 0);
	CHECK_EQ(bind(second, (void *)&six, sizeof six), 0);
	CHECK_EQ(listen(second, 1), 0);
	other = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK_EQ(connect(other, (void *)&six, sizeof six), 0);
	fd = connected(SOCK_STREAM, &four);
	CHECK(fd >= 0);
	CHECK(accept(listener, NULL, NULL) >= 0);
	CHECK(accept(second, NULL, NULL) >= 0);
}
