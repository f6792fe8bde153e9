/* Sockets of the network, on this machine. */
#ifndef NETWORK_H
#define NETWORK_H

#include "check.h"
#include "socket_option.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* 127.0.0.1, with a port in the order of the network. */
static inline struct sockaddr_in loopback(in_port_t port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = port,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static inline struct sockaddr_in6 loopback6(in_port_t port)
{
	return (struct sockaddr_in6){
		.sin6_family = AF_INET6,
		.sin6_port = port,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT,
	};
}

/* A socket at 127.0.0.1, with a port that is free, and its address. */
static inline int bound(int type, struct sockaddr_in *address)
{
	int fd = socket(AF_INET, type, 0);
	socklen_t length = sizeof *address;

	CHECK(fd >= 0);
	*address = loopback(0);
	CHECK_EQ(bind(fd, (void *)address, sizeof *address), 0);
	CHECK_EQ(getsockname(fd, (void *)address, &length), 0);
	CHECK(address->sin_port != 0);
	return fd;
}

/* One that listens, and its address. */
static inline int listening(struct sockaddr_in *address)
{
	int fd = bound(SOCK_STREAM, address);

	CHECK_EQ(listen(fd, 64), 0);
	return fd;
}

/* One that is connected to an address. */
static inline int connected(int type, const struct sockaddr_in *address)
{
	int fd = socket(AF_INET, type, 0);

	CHECK(fd >= 0);
	CHECK_EQ(connect(fd, (const void *)address, sizeof *address), 0);
	return fd;
}

/* Both ends of a connection: the one that connected, and the one that accepted. */
static inline void connection(int fds[2])
{
	struct sockaddr_in address;
	int listener = listening(&address);

	fds[0] = connected(SOCK_STREAM, &address);
	fds[1] = accept(listener, NULL, NULL);
	CHECK(fds[1] >= 0);
	CHECK_EQ(close(listener), 0);
}

/* An address where nobody listens. */
static inline struct sockaddr_in nobody(void)
{
	struct sockaddr_in address;

	/* A port that is bound and does not listen refuses connections. */
	bound(SOCK_STREAM, &address);
	return address;
}

/* Waits until a descriptor has one of the events; returns those that it has. */
static inline short await(int fd, short events)
{
	struct pollfd entry = { fd, events, 0 };

	CHECK_EQ(poll(&entry, 1, 10000), 1);
	return entry.revents;
}

/* Those that it has now. */
static inline short ready(int fd, short events)
{
	struct pollfd entry = { fd, events, 0 };

	CHECK(poll(&entry, 1, 0) >= 0);
	return entry.revents;
}

static inline void nonblocking(int fd)
{
	CHECK_EQ(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
}

/* Closes a connection so that the peer learns of it as a reset. */
static inline void reset(int fd)
{
	struct linger linger = { 1, 0 };

	CHECK_EQ(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger),
		 0);
	CHECK_EQ(close(fd), 0);
}

#endif
