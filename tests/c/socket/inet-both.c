/* Sockets of IPv6 that serve IPv4, too, and addresses that mean several. */
#include "../inet.h"

static void streams(void)
{
	union address got;
	socklen_t size = sizeof got;
	int server = socket(AF_INET6, SOCK_STREAM, 0), port, fd, accepted;

	CHECK_EQ(option(server, IPPROTO_IPV6, IPV6_V6ONLY), 0);
	port = bind_to(server, AF_INET6, "::");
	CHECK_ERRNO(set_option(server, IPPROTO_IPV6, IPV6_V6ONLY, 1), EINVAL);
	CHECK_EQ(listen(server, 5), 0);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(fd, AF_INET, "127.0.0.1", port), 0);
	accepted = accept(server, &got.any, &size);
	CHECK_EQ(check_address(&got, size, AF_INET6, "::ffff:127.0.0.1"), check_name(fd, AF_INET, "127.0.0.1"));
	CHECK_EQ(check_name(accepted, AF_INET6, "::ffff:127.0.0.1"), port);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(accepted), 0);

	/* A mapped address. */
	fd = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(fd, AF_INET6, "::ffff:127.0.0.1", port), 0);
	check_name(fd, AF_INET6, "::ffff:127.0.0.1");
	CHECK_EQ(close(fd), 0);
	/* The address of any is this machine. */
	fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(fd, AF_INET, "0.0.0.0", port), 0);
	CHECK_EQ(check_peer(fd, AF_INET, "127.0.0.1"), port);
	CHECK_EQ(close(fd), 0);
	fd = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(fd, AF_INET6, "::", port), 0);
	CHECK_EQ(check_peer(fd, AF_INET6, "::1"), port);
	CHECK_EQ(close(fd), 0);

	/* The port is in use for IPv4. */
	fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_ERRNO(bind(fd, &got.any, address_of(&got, AF_INET, "127.0.0.1", port)), EADDRINUSE);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(server), 0);
}

/* With an option, each family has its own. */
static void only(void)
{
	union address address;
	int six = socket(AF_INET6, SOCK_STREAM, 0), four = socket(AF_INET, SOCK_STREAM, 0), port, fd;

	CHECK_EQ(set_option(six, IPPROTO_IPV6, IPV6_V6ONLY, 1), 0);
	CHECK_ERRNO(bind(six, &address.any, address_of(&address, AF_INET6, "::ffff:127.0.0.1", 0)), EINVAL);
	port = bind_to(six, AF_INET6, "::");
	CHECK_EQ(listen(six, 5), 0);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_ERRNO(connect_to(fd, AF_INET, "127.0.0.1", port), ECONNREFUSED);
	CHECK_EQ(bind(four, &address.any, address_of(&address, AF_INET, "0.0.0.0", port)), 0);
	CHECK_EQ(listen(four, 5), 0);
	CHECK_EQ(connect_to(fd, AF_INET, "127.0.0.1", port), 0);
	CHECK_EQ(events_of(four, POLLIN), POLLIN);
	CHECK_EQ(close(fd), 0);
	fd = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK_EQ(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1), 0);
	CHECK_ERRNO(connect_to(fd, AF_INET6, "::ffff:127.0.0.1", port), ENETUNREACH);
	CHECK_EQ(connect_to(fd, AF_INET6, "::1", port), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(four), 0);
	CHECK_EQ(close(six), 0);
}

/* The network 127 has more addresses than one. */
static void many(void)
{
	int any = socket(AF_INET, SOCK_DGRAM, 0), one = socket(AF_INET, SOCK_DGRAM, 0), fd = socket(AF_INET, SOCK_DGRAM, 0);
	int port = bind_to(any, AF_INET, "127.0.0.2");
	union address address;
	socklen_t size = address_of(&address, AF_INET, "127.0.0.3", port);
	char buffer[8];

	CHECK_EQ(bind(one, &address.any, size), 0);
	CHECK_EQ(sendto(fd, "three", 5, 0, &address.any, size), 5);
	CHECK_EQ(recv(one, buffer, 8, 0), 5);
	CHECK_EQ(recv(any, buffer, 8, MSG_DONTWAIT), -1);
	CHECK_EQ(close(any), 0);
	CHECK_EQ(close(one), 0);
	CHECK_EQ(close(fd), 0);
}

/* Datagrams between the families. */
static void datagrams(void)
{
	int six = socket(AF_INET6, SOCK_DGRAM, 0), four = socket(AF_INET, SOCK_DGRAM, 0), port = bind_to(six, AF_INET6, "::");
	int mine = bind_to(four, AF_INET, "127.0.0.1");
	union address address;
	socklen_t size = address_of(&address, AF_INET, "127.0.0.1", port);
	char buffer[8];

	CHECK_EQ(sendto(four, "hello", 5, 0, &address.any, size), 5);
	size = sizeof address;
	CHECK_EQ(recvfrom(six, buffer, 8, 0, &address.any, &size), 5);
	CHECK_EQ(check_address(&address, size, AF_INET6, "::ffff:127.0.0.1"), mine);
	CHECK_EQ(sendto(six, "back", 4, 0, &address.any, size), 4);
	size = sizeof address;
	CHECK_EQ(recvfrom(four, buffer, 8, 0, &address.any, &size), 4);
	CHECK_EQ(check_address(&address, size, AF_INET, "127.0.0.1"), port);
	CHECK_EQ(close(six), 0);
	CHECK_EQ(close(four), 0);
}

int main(void)
{
	streams();
	only();
	many();
	datagrams();
}
