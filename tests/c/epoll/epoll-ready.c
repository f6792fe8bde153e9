/* epoll: level and edge triggered, one-shot, modified and removed. */
#include "../check.h"
#include <sys/epoll.h>

int main(void)
{
	int fd[2], epoll = epoll_create1(0);
	char byte;
	struct epoll_event event = { EPOLLIN, { .u64 = 0x123456789a } }, got[4];

	CHECK(epoll >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(epoll_ctl(epoll, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_ERRNO(epoll_ctl(epoll, EPOLL_CTL_ADD, fd[0], &event), EEXIST);
	CHECK_EQ(epoll_wait(epoll, got, 4, 0), 0);
	CHECK_EQ(write(fd[1], "xy", 2), 2);
	for (int i = 0; i < 2; i++) {
		CHECK_EQ(epoll_wait(epoll, got, 4, 1000), 1);
		CHECK_EQ(got[0].events, EPOLLIN);
		CHECK_EQ(got[0].data.u64, 0x123456789a);
	}
	event.events = EPOLLIN | EPOLLET;
	CHECK_EQ(epoll_ctl(epoll, EPOLL_CTL_MOD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(epoll, got, 4, 0), 1);
	CHECK_EQ(epoll_wait(epoll, got, 4, 0), 0);
	CHECK_EQ(read(fd[0], &byte, 1), 1);
	CHECK_EQ(epoll_ctl(epoll, EPOLL_CTL_DEL, fd[0], NULL), 0);
	CHECK_ERRNO(epoll_ctl(epoll, EPOLL_CTL_DEL, fd[0], NULL), ENOENT);
}
