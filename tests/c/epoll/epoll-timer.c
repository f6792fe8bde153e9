/* epoll: under EPOLLET a timer is reported once, and again only after it was read or
 * set. */
#include "../check.h"
#include <sys/epoll.h>
#include <sys/timerfd.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN | EPOLLET, { .u64 = 1 } }, got;
	struct itimerspec often = { { 0, 10000000 }, { 0, 10000000 } };
	int list = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, 0);
	unsigned long long count;

	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, timer, &event), 0);
	CHECK_EQ(timerfd_settime(timer, 0, &often, NULL), 0);
	CHECK_EQ(epoll_wait(list, &got, 1, 5000), 1);
	CHECK_EQ(epoll_wait(list, &got, 1, 50), 0);
	CHECK_EQ(read(timer, &count, sizeof count), sizeof count);
	CHECK(count >= 2);
	CHECK_EQ(epoll_wait(list, &got, 1, 5000), 1);
	CHECK_EQ(timerfd_settime(timer, 0, &often, NULL), 0);
	CHECK_EQ(epoll_wait(list, &got, 1, 5000), 1);
}
