/* The options of a socket pair. */
#include "../check.h"
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <netinet/in.h>

static int fd[2];

static int get(int name)
{
	int value = -77;
	socklen_t size = sizeof value;

	CHECK_EQ(getsockopt(fd[0], SOL_SOCKET, name, &value, &size), 0);
	CHECK_EQ(size, sizeof value);
	return value;
}

static void set(int name, int value)
{
	CHECK_EQ(setsockopt(fd[0], SOL_SOCKET, name, &value, sizeof value), 0);
}

int main(void)
{
	static char large[1 << 16];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd), 0);
	CHECK_EQ(get(SO_TYPE), SOCK_SEQPACKET);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(get(SO_TYPE), SOCK_STREAM);
	CHECK_EQ(get(SO_ERROR), 0);
	CHECK_EQ(get(SO_ACCEPTCONN), 0);
	CHECK_EQ(get(SO_DOMAIN), AF_UNIX);
	CHECK_EQ(get(SO_PROTOCOL), 0);
	CHECK_EQ(get(SO_KEEPALIVE), 0);
	set(SO_KEEPALIVE, 77);
	CHECK_EQ(get(SO_KEEPALIVE), 1);
	set(SO_REUSEADDR, 1);
	CHECK_EQ(get(SO_REUSEADDR), 1);
	set(SO_KEEPALIVE, 0);
	CHECK_EQ(get(SO_KEEPALIVE), 0);
	CHECK_EQ(get(SO_REUSEADDR), 1);

	/* Buffers: doubled, and not smaller than they can be. */
	CHECK_EQ(get(SO_SNDBUF), 212992);
	set(SO_RCVBUF, 10000);
	CHECK_EQ(get(SO_RCVBUF), 20000);
	set(SO_SNDBUF, 1);
	CHECK_EQ(get(SO_SNDBUF), 4608);
	CHECK_EQ(fcntl(fd[0], F_SETFL, O_NONBLOCK), 0);
	ssize_t sent = 0, n;
	while ((n = write(fd[0], large, 100)) > 0)
		sent += n;
	CHECK_EQ(errno, EAGAIN);
	CHECK(sent > 0 && sent < 10000);

	/* Times. */
	struct timeval wait = {0, 50000}, got;
	socklen_t size = sizeof got;
	CHECK_EQ(setsockopt(fd[1], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait), 0);
	CHECK_EQ(getsockopt(fd[1], SOL_SOCKET, SO_RCVTIMEO, &got, &size), 0);
	CHECK_EQ(size, sizeof got);
	CHECK_EQ(got.tv_sec, 0);
	CHECK(got.tv_usec >= 50000 && got.tv_usec < 60000);
	while ((n = recv(fd[1], large, sizeof large, MSG_DONTWAIT)) > 0)
		sent -= n;
	CHECK_EQ(sent, 0);
	struct timespec before, after;
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &before), 0);
	CHECK_ERRNO(read(fd[1], large, 1), EAGAIN);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &after), 0);
	CHECK((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 >= 49);
	wait.tv_usec = 1000000;
	CHECK_ERRNO(setsockopt(fd[1], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait), EDOM);

	/* An error is reported once, to the first query. */
	CHECK_EQ(write(fd[0], "x", 1), 1);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(get(SO_ERROR), ECONNRESET);
	CHECK_EQ(get(SO_ERROR), 0);
	CHECK_EQ(read(fd[0], large, 1), 0);

	struct linger linger = {1, 5}, back;
	size = sizeof back;
	CHECK_EQ(setsockopt(fd[0], SOL_SOCKET, SO_LINGER, &linger, sizeof linger), 0);
	CHECK_EQ(getsockopt(fd[0], SOL_SOCKET, SO_LINGER, &back, &size), 0);
	CHECK_EQ(back.l_onoff, 1);
	CHECK_EQ(back.l_linger, 5);

	/* Refused options. */
	int value = 1;
	char byte = 77;
	size = 1;
	CHECK_EQ(getsockopt(fd[0], SOL_SOCKET, SO_REUSEADDR, &byte, &size), 0);
	CHECK_EQ(size, 1);
	CHECK_EQ(byte, 1);
	size = sizeof value;
	CHECK_ERRNO(getsockopt(fd[0], SOL_SOCKET, 12345, &value, &size), ENOPROTOOPT);
	CHECK_ERRNO(setsockopt(fd[0], SOL_SOCKET, 12345, &value, size), ENOPROTOOPT);
	CHECK_ERRNO(setsockopt(fd[0], SOL_SOCKET, SO_TYPE, &value, size), ENOPROTOOPT);
	CHECK_ERRNO(setsockopt(fd[0], SOL_SOCKET, SO_KEEPALIVE, &value, 2), EINVAL);
	CHECK_ERRNO(getsockopt(fd[0], IPPROTO_TCP, 1, &value, &size), EOPNOTSUPP);
	CHECK_ERRNO(setsockopt(fd[0], IPPROTO_TCP, 1, &value, size), EOPNOTSUPP);
}
