/* A socket that is accepted has options of its listener. */
#include "../network.h"
#include <sys/time.h>

int main(void)
{
	struct sockaddr_in at;
	struct timeval time = { 7, 0 };
	socklen_t size = sizeof time;
	int listener = bound(SOCK_STREAM, &at), fd;

	CHECK_EQ(set_option(listener, SOL_SOCKET, SO_KEEPALIVE, 1), 0);
	CHECK_EQ(set_option(listener, IPPROTO_TCP, TCP_NODELAY, 1), 0);
	CHECK_EQ(set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1), 0);
	CHECK_EQ(setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &time, size), 0);
	CHECK_EQ(listen(listener, 1), 0);
	connected(SOCK_STREAM, &at);
	fd = accept(listener, NULL, NULL);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_EQ(option(fd, IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_REUSEADDR), 1);
	memset(&time, 0, sizeof time);
	CHECK_EQ(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, &size), 0);
	CHECK_EQ(time.tv_sec, 7);
}
