/* Addresses of the loopback interface, for the programs inet-*.c. */
#ifndef INET_H
#define INET_H

#include "check.h"
#include "socket_option.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage room;
};

/* An address by its text; returns its size. */
static inline socklen_t address_of(union address *to, int family, const char *text, int port)
{
	memset(to, 0, sizeof *to);
	to->any.sa_family = family;
	if (family == AF_INET) {
		to->v4.sin_port = htons(port);
		CHECK_EQ(inet_pton(AF_INET, text, &to->v4.sin_addr), 1);
		return sizeof to->v4;
	}
	to->v6.sin6_port = htons(port);
	CHECK_EQ(inet_pton(AF_INET6, text, &to->v6.sin6_addr), 1);
	return sizeof to->v6;
}

static inline const char *loopback(int family)
{
	return family == AF_INET ? "127.0.0.1" : "::1";
}

static inline int port_of(const union address *address)
{
	return ntohs(address->any.sa_family == AF_INET ? address->v4.sin_port
						       : address->v6.sin6_port);
}

/* The address is this one; returns its port. */
static inline int check_address(const union address *address, socklen_t size, int family,
				const char *text)
{
	char got[INET6_ADDRSTRLEN];

	CHECK_EQ(address->any.sa_family, family);
	CHECK_EQ(size, family == AF_INET ? sizeof address->v4 : sizeof address->v6);
	CHECK(inet_ntop(family,
			family == AF_INET ? (const void *)&address->v4.sin_addr
					  : (const void *)&address->v6.sin6_addr,
			got, sizeof got) != NULL);
	CHECK_STR(got, text);
	return port_of(address);
}

static inline int check_name(int fd, int family, const char *text)
{
	union address got;
	socklen_t size = sizeof got;

	CHECK_EQ(getsockname(fd, &got.any, &size), 0);
	return check_address(&got, size, family, text);
}

static inline int check_peer(int fd, int family, const char *text)
{
	union address got;
	socklen_t size = sizeof got;

	CHECK_EQ(getpeername(fd, &got.any, &size), 0);
	return check_address(&got, size, family, text);
}

/* Binds a socket to an address with any port; returns the port. */
static inline int bind_to(int fd, int family, const char *text)
{
	union address address;

	CHECK_EQ(bind(fd, &address.any, address_of(&address, family, text, 0)), 0);
	return check_name(fd, family, text);
}

static inline int connect_to(int fd, int family, const char *text, int port)
{
	union address address;

	return connect(fd, &address.any, address_of(&address, family, text, port));
}

/* A socket that listens; stores its port. */
static inline int server_at(int family, int *port)
{
	int fd = socket(family, SOCK_STREAM, 0);

	CHECK(fd >= 0);
	*port = bind_to(fd, family, loopback(family));
	CHECK_EQ(listen(fd, 5), 0);
	return fd;
}

/* Two sockets that are connected; the first one called connect. */
static inline void connected(int family, int pair[2])
{
	int port, server = server_at(family, &port);

	pair[0] = socket(family, SOCK_STREAM, 0);
	CHECK_EQ(connect_to(pair[0], family, loopback(family), port), 0);
	pair[1] = accept(server, NULL, NULL);
	CHECK(pair[1] >= 0);
	CHECK_EQ(close(server), 0);
}

/* The events of a descriptor, within five seconds. */
static inline int events_of(int fd, int events)
{
	struct pollfd entry = {fd, events, 0};

	CHECK(poll(&entry, 1, 5000) >= 0);
	return entry.revents;
}

#endif
