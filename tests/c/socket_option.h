/* Options of sockets that are an int. */
#ifndef SOCKET_OPTION_H
#define SOCKET_OPTION_H

#include "check.h"
#include <sys/socket.h>

static inline int option(int fd, int level, int name)
{
	int value = -77;
	socklen_t size = sizeof value;

	CHECK_EQ(getsockopt(fd, level, name, &value, &size), 0);
	CHECK_EQ(size, sizeof value);
	return value;
}

static inline int set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof value);
}

#endif
