/* epoll: a stream of the host, together with a pipe. */
#include "../check.h"
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN | EPOLLET, { .u64 = 1 } }, got[2];
	int list = epoll_create1(0), fd[2];
	char bytes[16];

	CHECK(list >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, 0, &event), 0);
	event = (struct epoll_event){ EPOLLIN, { .u64 = 2 } };
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 2, 10000), 1);
	CHECK_EQ(got[0].data.u64, 1);
	CHECK(got[0].events & EPOLLIN);
	CHECK_EQ(epoll_wait(list, got, 2, 0), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(epoll_wait(list, got, 2, 10000), 1);
	CHECK_EQ(got[0].data.u64, 2);
	CHECK_EQ(read(0, bytes, sizeof bytes), 5);
	CHECK_MEM(bytes, "hello", 5);
}
