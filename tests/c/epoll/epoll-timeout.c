/* epoll: a timeout to the millisecond; a timer descriptor ends the wait before. */
#include "../check.h"
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>

static long long now(void)
{
	struct timespec ts;

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &ts), 0);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

int main(void)
{
	struct itimerspec spec = { { 0, 0 }, { 0, 30000000 } };
	struct epoll_event event = { EPOLLIN, { .u64 = 5 } }, got[2];
	int list = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, 0);
	uint64_t count;

	CHECK(list >= 0 && timer >= 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, timer, &event), 0);
	long long start = now();
	CHECK_EQ(epoll_wait(list, got, 2, 40), 0);
	long long took = now() - start;
	CHECK(took >= 40000000 && took < 10000000000);
	CHECK_EQ(timerfd_settime(timer, 0, &spec, NULL), 0);
	start = now();
	CHECK_EQ(epoll_wait(list, got, 2, 10000), 1);
	took = now() - start;
	CHECK(took >= 29000000 && took < 10000000000);
	CHECK_EQ(got[0].data.u64, 5);
	CHECK_EQ(read(timer, &count, 8), 8);
	CHECK_EQ(count, 1);
	CHECK_EQ(timerfd_settime(timer, 0, &spec, NULL), 0);
	CHECK_EQ(epoll_wait(list, got, 2, -1), 1);
}
