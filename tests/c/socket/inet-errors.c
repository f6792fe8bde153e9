/* Sockets of the network refuse wrong arguments and wrong orders of calls. */
#include "../inet.h"

static void creation(void)
{
	int pair[2];

	CHECK_ERRNO(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), EPROTONOSUPPORT);
	CHECK_ERRNO(socket(AF_INET6, SOCK_DGRAM, IPPROTO_TCP), EPROTONOSUPPORT);
	CHECK_ERRNO(socket(AF_INET, SOCK_RAW, 0), EPROTONOSUPPORT);
	CHECK_ERRNO(socket(AF_INET, SOCK_SEQPACKET, 0), ESOCKTNOSUPPORT);
	CHECK_ERRNO(socket(AF_INET, 0x10000 | SOCK_STREAM, 0), EINVAL);
	CHECK_ERRNO(socketpair(AF_INET, SOCK_STREAM, 0, pair), EOPNOTSUPP);
	CHECK_ERRNO(socketpair(AF_INET6, SOCK_DGRAM, 0, pair), EOPNOTSUPP);
}

static void names(int family)
{
	int wrong = family == AF_INET ? AF_INET6 : AF_INET, port, server = server_at(family, &port);
	int fd = socket(family, SOCK_STREAM, 0);
	const char *here = loopback(family);
	union address address;
	socklen_t size = address_of(&address, family, here, port);

	CHECK_ERRNO(bind(fd, &address.any, size), EADDRINUSE);
	CHECK_ERRNO(bind(fd, &address.any, 8), EINVAL);
	CHECK_ERRNO(connect(fd, &address.any, 8), EINVAL);
	size = address_of(&address, wrong, loopback(wrong), port);
	if (family == AF_INET) {
		CHECK_ERRNO(bind(fd, &address.any, size), EAFNOSUPPORT);
		CHECK_ERRNO(connect(fd, &address.any, size), EAFNOSUPPORT);
	} else {
		/* It is too short. */
		CHECK_ERRNO(bind(fd, &address.any, size), EINVAL);
	}
	/* Addresses for documentation, which nobody has. */
	size = address_of(&address, family, family == AF_INET ? "192.0.2.1" : "2001:db8::1", 0);
	CHECK_ERRNO(bind(fd, &address.any, size), EADDRNOTAVAIL);
	bind_to(fd, family, here);
	CHECK_ERRNO(bind(fd, &address.any, address_of(&address, family, here, 0)), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(server), 0);

	/* The port is free again. */
	fd = socket(family, SOCK_STREAM, 0);
	CHECK_EQ(bind(fd, &address.any, address_of(&address, family, here, port)), 0);
	/* It is bound, but nobody listens. */
	server = socket(family, SOCK_STREAM, 0);
	CHECK_ERRNO(connect_to(server, family, here, port), ECONNREFUSED);
	CHECK_EQ(listen(fd, 0), 0);
	CHECK_EQ(connect_to(server, family, here, port), 0);
	CHECK_EQ(close(server), 0);
	CHECK_EQ(close(fd), 0);
}

static void order(int family)
{
	int port, server = server_at(family, &port), fd = socket(family, SOCK_STREAM, 0);
	int datagram = socket(family, SOCK_DGRAM, 0);
	const char *here = loopback(family);
	char buffer[4];

	CHECK_ERRNO(accept(fd, NULL, NULL), EINVAL);
	CHECK_ERRNO(accept(datagram, NULL, NULL), EOPNOTSUPP);
	CHECK_ERRNO(listen(datagram, 1), EOPNOTSUPP);
	CHECK_ERRNO(recv(fd, buffer, 4, 0), ENOTCONN);
	CHECK_ERRNO(recv(server, buffer, 4, 0), ENOTCONN);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_ERRNO(send(server, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_ERRNO(shutdown(fd, SHUT_WR), ENOTCONN);
	CHECK_ERRNO(connect_to(server, family, here, port), EISCONN);
	CHECK_ERRNO(accept4(server, NULL, NULL, 1), EINVAL);
	CHECK_EQ(fcntl(server, F_SETFL, O_NONBLOCK), 0);
	CHECK_ERRNO(accept(server, NULL, NULL), EAGAIN);
	/* A socket that listens without an address has one. */
	CHECK_EQ(listen(fd, 1), 0);
	int mine = check_name(fd, family, family == AF_INET ? "0.0.0.0" : "::");
	int client = socket(family, SOCK_STREAM, 0);
	CHECK(mine > 0);
	CHECK_EQ(connect_to(client, family, here, mine), 0);
	CHECK_ERRNO(listen(client, 1), EINVAL);
	CHECK_EQ(close(client), 0);
	/* A server that goes away refuses those that wait. */
	client = socket(family, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(client, family, here, port), 0);
	CHECK_EQ(close(server), 0);
	CHECK_EQ(events_of(client, POLLIN) & POLLERR, POLLERR);
	CHECK_ERRNO(recv(client, buffer, 4, 0), ECONNRESET);
	CHECK_EQ(close(client), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(datagram), 0);
}

/* Two sockets with one address. */
static void sharing(int family, int type)
{
	int one = socket(family, type, 0), other = socket(family, type, 0);
	union address address;
	socklen_t size;
	const char *here = loopback(family);

	CHECK_EQ(set_option(one, SOL_SOCKET, SO_REUSEADDR, 1), 0);
	size = address_of(&address, family, here, bind_to(one, family, here));
	CHECK_ERRNO(bind(other, &address.any, size), EADDRINUSE);
	CHECK_EQ(set_option(other, SOL_SOCKET, SO_REUSEADDR, 1), 0);
	CHECK_EQ(bind(other, &address.any, size), 0);
	if (type == SOCK_STREAM) {
		CHECK_EQ(listen(one, 1), 0);
		CHECK_ERRNO(listen(other, 1), EADDRINUSE);
		int third = socket(family, type, 0);
		CHECK_EQ(set_option(third, SOL_SOCKET, SO_REUSEADDR, 1), 0);
		CHECK_ERRNO(bind(third, &address.any, size), EADDRINUSE);
		CHECK_EQ(close(third), 0);
	}
	CHECK_EQ(close(one), 0);
	CHECK_EQ(close(other), 0);
}

/* TCP and UDP have ports of their own. */
static void kinds(int family)
{
	int port, server = server_at(family, &port), fd = socket(family, SOCK_DGRAM, 0);
	union address address;

	CHECK_EQ(bind(fd, &address.any, address_of(&address, family, loopback(family), port)), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(server), 0);
}

int main(void)
{
	creation();
	for (int n = 0; n < 2; n++) {
		int family = n ? AF_INET6 : AF_INET;
		names(family);
		order(family);
		sharing(family, SOCK_STREAM);
		sharing(family, SOCK_DGRAM);
		kinds(family);
	}
}
