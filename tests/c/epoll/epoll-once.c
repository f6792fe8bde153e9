/* epoll: EPOLLONESHOT reports once, until the item is changed; EPOLLET reports each event
 * once. */
#include "../check.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN | EPOLLONESHOT, { .u32 = 7 } }, got[2];
	int fd[2], list = epoll_create1(0), counter = eventfd(0, EFD_NONBLOCK);
	char bytes[8];

	CHECK(list >= 0 && counter >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(got[0].data.u32, 7);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_MOD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_DEL, fd[0], NULL), 0);

	event.events = EPOLLIN | EPOLLET;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, counter, &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(eventfd_write(counter, 1), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(eventfd_write(counter, 1), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(read(counter, bytes, 8), 8);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	/* The same count as before, but a new event. */
	CHECK_EQ(eventfd_write(counter, 1), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
	CHECK_EQ(got[0].events, EPOLLIN);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_MOD, counter, &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
}
