/* shutdown ends one direction, seen from both sides. */
#include "../check.h"
#include <poll.h>
#include <sys/socket.h>

static int fd[2];

static int events(int of)
{
	struct pollfd entry = {fd[of], POLLIN | POLLOUT, 0};

	CHECK(poll(&entry, 1, 0) >= 0);
	return entry.revents;
}

int main(void)
{
	char buffer[8];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(events(0), POLLOUT);
	CHECK_EQ(write(fd[0], "abc", 3), 3);
	CHECK_EQ(events(1), POLLIN | POLLOUT);
	CHECK_EQ(shutdown(fd[0], SHUT_WR), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(read(fd[1], buffer, 8), 3);
	CHECK_EQ(events(1), POLLIN | POLLOUT);
	CHECK_EQ(read(fd[1], buffer, 8), 0);
	/* The other direction is open. */
	CHECK_EQ(write(fd[1], "def", 3), 3);
	CHECK_EQ(read(fd[0], buffer, 8), 3);
	CHECK_EQ(events(0), POLLOUT);
	CHECK_EQ(shutdown(fd[1], SHUT_WR), 0);
	CHECK_EQ(events(0), POLLIN | POLLOUT | POLLHUP);

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(write(fd[0], "abc", 3), 3);
	CHECK_EQ(shutdown(fd[1], SHUT_RD), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(read(fd[1], buffer, 8), 3);
	CHECK_EQ(read(fd[1], buffer, 8), 0);
	CHECK_EQ(write(fd[1], "def", 3), 3);

	/* Closing a socket with unread data resets the connection. */
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(write(fd[0], "abc", 3), 3);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(events(0), POLLIN | POLLOUT | POLLHUP | POLLERR);
	CHECK_ERRNO(read(fd[0], buffer, 8), ECONNRESET);
	CHECK_EQ(read(fd[0], buffer, 8), 0);
	CHECK_EQ(events(0), POLLIN | POLLOUT | POLLHUP);

	/* Messages: only for the side that called it. */
	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, fd), 0);
	CHECK_EQ(shutdown(fd[0], SHUT_WR), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_ERRNO(recv(fd[1], buffer, 1, MSG_DONTWAIT), EAGAIN);
	CHECK_EQ(send(fd[1], "y", 1, 0), 1);
	CHECK_EQ(recv(fd[0], buffer, 1, 0), 1);
	CHECK_EQ(shutdown(fd[0], SHUT_RD), 0);
	CHECK_EQ(recv(fd[0], buffer, 1, 0), 0);
	CHECK_ERRNO(send(fd[1], "y", 1, 0), EPIPE);
}
