/* poll and epoll: POLLRDHUP when the other end of a socket sends no more, if asked for. */
#define _GNU_SOURCE
#include "../check.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>

int main(void)
{
	int fd[2], list = epoll_create1(0);
	struct epoll_event event = { EPOLLRDHUP, { .u64 = 1 } }, got;

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	struct pollfd end = { .fd = fd[0], .events = POLLRDHUP }, data = { .fd = fd[0],
									   .events = POLLIN };
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(poll(&end, 1, 0), 0);
	CHECK_EQ(epoll_wait(list, &got, 1, 0), 0);
	CHECK_EQ(shutdown(fd[1], SHUT_WR), 0);
	CHECK_EQ(poll(&end, 1, 0), 1);
	CHECK_EQ(end.revents, POLLRDHUP);
	CHECK_EQ(poll(&data, 1, 0), 1);
	CHECK_EQ(data.revents, POLLIN);
	CHECK_EQ(epoll_wait(list, &got, 1, 0), 1);
	CHECK_EQ(got.events, EPOLLRDHUP);
	event.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_MOD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, &got, 1, 0), 1);
	CHECK_EQ(got.events, EPOLLIN | EPOLLRDHUP);
	CHECK_EQ(epoll_wait(list, &got, 1, 0), 0);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(poll(&end, 1, 0), 1);
	CHECK_EQ(end.revents, POLLRDHUP | POLLHUP);
}
