/* epoll with EPOLLET: an event comes once for each change. */
#include "../network.h"
#include <sys/epoll.h>

int main(void)
{
	int fds[2], set = epoll_create1(0);
	struct epoll_event event = { EPOLLIN | EPOLLET, { .u32 = 7 } }, got;
	char text[8];

	connection(fds);
	CHECK_EQ(epoll_ctl(set, EPOLL_CTL_ADD, fds[0], &event), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
	CHECK_EQ(write(fds[1], "ab", 2), 2);
	CHECK_EQ(epoll_wait(set, &got, 1, 10000), 1);
	CHECK_EQ(got.events, EPOLLIN);
	CHECK_EQ(got.data.u32, 7);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
	CHECK_EQ(read(fds[0], text, sizeof text), 2);
	CHECK_EQ(epoll_wait(set, &got, 1, 0), 0);
	CHECK_EQ(write(fds[1], "c", 1), 1);
	CHECK_EQ(epoll_wait(set, &got, 1, 10000), 1);
	CHECK_EQ(read(fds[0], text, sizeof text), 1);
	CHECK_EQ(shutdown(fds[1], SHUT_WR), 0);
	CHECK_EQ(epoll_wait(set, &got, 1, 10000), 1);
	CHECK_EQ(got.events & EPOLLIN, EPOLLIN);
	CHECK_EQ(read(fds[0], text, sizeof text), 0);
}
