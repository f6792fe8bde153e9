/* epoll: both directions of a socket pair, once of each event. */
#include "../check.h"
#include <sys/epoll.h>
#include <sys/socket.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN | EPOLLET, { .u64 = 1 } }, got[2];
	int list = epoll_create1(0), fd[2];
	char bytes[4];

	CHECK(list >= 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	for (int i = 0; i < 3; i++) {
		/* The same state each time, and each time news. */
		CHECK_EQ(write(fd[1], "abcd", 4), 4);
		CHECK_EQ(epoll_wait(list, got, 2, 1000), 1);
		CHECK_EQ(got[0].events, EPOLLIN);
		CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
		CHECK_EQ(read(fd[0], bytes, 4), 4);
	}
	event.events = EPOLLOUT | EPOLLET;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_MOD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	event.events = EPOLLIN;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_MOD, fd[0], &event), 0);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(got[0].events, EPOLLIN | EPOLLHUP);
}
