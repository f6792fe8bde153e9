/* epoll: an item ends with the open file, not with one of its descriptors. */
#include "../check.h"
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN, { .u64 = 1 } }, got[2];
	int fd[2], list = epoll_create1(0);

	CHECK(list >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	int copy = dup(fd[0]);
	CHECK(copy >= 0);
	event.data.u64 = 2;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, copy, &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 2);
	CHECK_EQ(got[0].data.u64 + got[1].data.u64, 3);
	CHECK_EQ(close(copy), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 2);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	/* The number may mean something else now. */
	int other[2];
	CHECK_EQ(pipe(other), 0);
	CHECK_EQ(write(other[1], "x", 1), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, other[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 1);
}
