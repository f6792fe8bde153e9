/* epoll: with little room, every item is reported in turn; errors and ends are reported
 * without a request. */
#include "../check.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { MANY = 100 };

int main(void)
{
	struct epoll_event event = { EPOLLIN, { 0 } }, got[8];
	int list = epoll_create1(0), fd[2];
	char seen[MANY] = { 0 };

	CHECK(list >= 0);
	for (int i = 0; i < MANY; i++) {
		int counter = eventfd(1, 0);
		CHECK(counter >= 0);
		event.data.u32 = i;
		CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, counter, &event), 0);
	}
	int told = 0;
	for (int i = 0; i < MANY / 4; i++) {
		CHECK_EQ(epoll_wait(list, got, 4, 0), 4);
		for (int j = 0; j < 4; j++)
			if (!seen[got[j].data.u32]++) told++;
	}
	CHECK_EQ(told, MANY);

	list = epoll_create1(0);
	CHECK_EQ(pipe(fd), 0);
	event.events = 0;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_EQ(epoll_wait(list, got, 8, 0), 0);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(epoll_wait(list, got, 8, 0), 1);
	CHECK_EQ(got[0].events, EPOLLHUP);
	CHECK_EQ(pipe(fd), 0);
	event.events = EPOLLOUT;
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[1], &event), 0);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_EQ(epoll_wait(list, got, 8, 0), 2);
	CHECK_EQ(got[0].events | got[1].events, EPOLLHUP | EPOLLERR | EPOLLOUT);
}
