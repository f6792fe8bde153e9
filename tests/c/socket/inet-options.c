/* Options of sockets of the network. */
#include "../inet.h"
#include <sys/time.h>

static void common(int family, int type)
{
	int fd = socket(family, type, 0), value;
	socklen_t size;

	CHECK_EQ(option(fd, SOL_SOCKET, SO_TYPE), type);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_DOMAIN), family);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_PROTOCOL), type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ACCEPTCONN), 0);
	static const int switches[] = {SO_REUSEADDR, SO_REUSEPORT, SO_BROADCAST, SO_KEEPALIVE, SO_OOBINLINE};
	for (size_t n = 0; n < sizeof switches / sizeof *switches; n++) {
		CHECK_EQ(option(fd, SOL_SOCKET, switches[n]), 0);
		CHECK_EQ(set_option(fd, SOL_SOCKET, switches[n], 7), 0);
		CHECK_EQ(option(fd, SOL_SOCKET, switches[n]), 1);
		CHECK_EQ(set_option(fd, SOL_SOCKET, switches[n], 0), 0);
		CHECK_EQ(option(fd, SOL_SOCKET, switches[n]), 0);
	}
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_RCVBUF, 10000), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_RCVBUF), 20000);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_SNDBUF, 10000), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_SNDBUF), 20000);

	int level = family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6;
	int hops = family == AF_INET ? IP_TTL : IPV6_UNICAST_HOPS;
	CHECK_EQ(option(fd, level, hops), 64);
	CHECK_EQ(set_option(fd, level, hops, 9), 0);
	CHECK_EQ(option(fd, level, hops), 9);
	CHECK_ERRNO(set_option(fd, level, hops, 256), EINVAL);
	CHECK_EQ(set_option(fd, level, hops, -1), 0);
	CHECK_EQ(option(fd, level, hops), 64);
	size = sizeof value;
	CHECK_ERRNO(getsockopt(fd, level, 12345, &value, &size), ENOPROTOOPT);
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &value, 1), EINVAL);
	CHECK_EQ(close(fd), 0);
}

static void tcp(int family)
{
	static const int numbers[][3] = {{TCP_KEEPIDLE, 7200, 32768}, {TCP_KEEPINTVL, 75, 32768}, {TCP_KEEPCNT, 9, 128}};
	int port, server = server_at(family, &port), fd = socket(family, SOCK_STREAM, 0), accepted;

	CHECK_EQ(option(server, SOL_SOCKET, SO_ACCEPTCONN), 1);
	for (int n = 0; n < 3; n++) {
		CHECK_EQ(option(fd, IPPROTO_TCP, numbers[n][0]), numbers[n][1]);
		CHECK_EQ(set_option(fd, IPPROTO_TCP, numbers[n][0], 5), 0);
		CHECK_EQ(option(fd, IPPROTO_TCP, numbers[n][0]), 5);
		CHECK_ERRNO(set_option(fd, IPPROTO_TCP, numbers[n][0], 0), EINVAL);
		CHECK_ERRNO(set_option(fd, IPPROTO_TCP, numbers[n][0], numbers[n][2]), EINVAL);
	}
	CHECK_EQ(option(fd, IPPROTO_TCP, TCP_NODELAY), 0);
	/* Options of a server are those of its connections. */
	CHECK_EQ(set_option(server, IPPROTO_TCP, TCP_NODELAY, 1), 0);
	CHECK_EQ(set_option(server, SOL_SOCKET, SO_KEEPALIVE, 1), 0);
	CHECK_EQ(set_option(server, IPPROTO_TCP, TCP_KEEPIDLE, 11), 0);
	CHECK_EQ(connect_to(fd, family, loopback(family), port), 0);
	accepted = accept(server, NULL, NULL);
	CHECK_EQ(option(accepted, IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK_EQ(option(accepted, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_EQ(option(accepted, IPPROTO_TCP, TCP_KEEPIDLE), 11);
	CHECK_EQ(option(fd, IPPROTO_TCP, TCP_KEEPIDLE), 5);
	CHECK_EQ(close(accepted), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(server), 0);

	fd = socket(family, SOCK_DGRAM, 0);
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1), ENOPROTOOPT);
	CHECK_EQ(close(fd), 0);
}

/* Timeouts end a call. */
static void timeouts(int family)
{
	struct timeval soon = {0, 20000};
	int port, server = server_at(family, &port), pair[2], fd = socket(family, SOCK_DGRAM, 0);
	static char data[1 << 16];
	char buffer[4];

	CHECK_EQ(setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon), 0);
	CHECK_ERRNO(accept(server, NULL, NULL), EAGAIN);
	CHECK_EQ(close(server), 0);
	bind_to(fd, family, loopback(family));
	CHECK_EQ(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon), 0);
	CHECK_ERRNO(recv(fd, buffer, 4, 0), EAGAIN);
	CHECK_EQ(close(fd), 0);
	connected(family, pair);
	CHECK_EQ(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon), 0);
	CHECK_EQ(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon), 0);
	CHECK_ERRNO(recv(pair[0], buffer, 4, 0), EAGAIN);
	while (write(pair[0], data, sizeof data) > 0)
		continue;
	CHECK_EQ(errno, EAGAIN);
	CHECK_EQ(events_of(pair[1], POLLIN), POLLIN);
	CHECK_EQ(close(pair[0]), 0);
	CHECK_EQ(close(pair[1]), 0);
}

int main(void)
{
	for (int n = 0; n < 2; n++) {
		int family = n ? AF_INET6 : AF_INET;
		common(family, SOCK_STREAM);
		common(family, SOCK_DGRAM);
		tcp(family);
		timeouts(family);
	}
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_ERRNO(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1), ENOPROTOOPT);
}
