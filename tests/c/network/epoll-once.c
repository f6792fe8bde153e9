/* epoll with EPOLLONESHOT, EPOLLRDHUP, and a connection that is being made. */
#include "../network.h"
#include <sys/epoll.h>

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), set = epoll_create1(0), other;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct epoll_event event = { EPOLLOUT | EPOLLONESHOT, { .u64 = 1 } };
	struct epoll_event got;

	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EINPROGRESS);
	CHECK_EQ(epoll_ctl(set, EPOLL_CTL_ADD, fd, &event), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 10000), 1);
	CHECK_EQ(got.events, EPOLLOUT);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);

	event.events = EPOLLIN | EPOLLRDHUP;
	CHECK_EQ(epoll_ctl(set, EPOLL_CTL_MOD, fd, &event), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
	other = accept(listener, NULL, NULL);
	CHECK_EQ(close(other), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 10000), 1);
	CHECK_EQ(got.events, EPOLLIN | EPOLLRDHUP);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
}
