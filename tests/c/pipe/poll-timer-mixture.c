/* poll: timers, a pipe and nothing at once: the first timer ends the wait, and not too early. */
#include "../check.h"
#include <poll.h>
#include <stdint.h>
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
	struct itimerspec late = { { 0, 0 }, { 100, 0 } }, soon = { { 0, 0 }, { 0, 20000000 } };
	int a = timerfd_create(CLOCK_MONOTONIC, 0), b = timerfd_create(CLOCK_REALTIME, 0), fd[2];

	CHECK(a >= 0 && b >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(timerfd_settime(a, 0, &late, NULL), 0);
	CHECK_EQ(timerfd_settime(b, 0, &soon, NULL), 0);
	struct pollfd all[] = { { a, POLLIN, 0 }, { fd[0], POLLIN, 0 }, { b, POLLIN, 0 }, { -1, POLLIN, 7 } };
	long long start = now();
	CHECK_EQ(poll(all, 4, 10000), 1);
	long long took = now() - start;
	CHECK(took >= 19000000);
	CHECK_EQ(all[0].revents, 0);
	CHECK_EQ(all[1].revents, 0);
	CHECK_EQ(all[2].revents, POLLIN);
	CHECK_EQ(all[3].revents, 0);
	all[2].fd = -1;
	start = now();
	CHECK_EQ(poll(all, 4, 10), 0);
	took = now() - start;
	CHECK(took >= 10000000);
	CHECK_EQ(timerfd_settime(a, 0, &soon, NULL), 0);
	CHECK_EQ(poll(all, 4, -1), 1);
	CHECK_EQ(all[0].revents, POLLIN);
	CHECK_EQ(poll(all, 4, -1), 1);
}
