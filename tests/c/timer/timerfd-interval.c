/* timerfd_settime: a timer that is not armed still returns its interval. */
#include "../check.h"
#include <sys/timerfd.h>
#include <time.h>

int main(void)
{
	struct itimerspec stopped = { { 0, 1000000 }, { 0, 0 } }, now, old;
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);

	CHECK(fd >= 0);
	CHECK_EQ(timerfd_settime(fd, 0, &stopped, &old), 0);
	CHECK_EQ(old.it_interval.tv_nsec, 0);
	CHECK_EQ(timerfd_gettime(fd, &now), 0);
	CHECK_EQ(now.it_interval.tv_nsec, 1000000);
	CHECK_EQ(now.it_value.tv_sec, 0);
	CHECK_EQ(now.it_value.tv_nsec, 0);
	stopped.it_interval.tv_nsec = 0;
	CHECK_EQ(timerfd_settime(fd, 0, &stopped, &old), 0);
	CHECK_EQ(old.it_interval.tv_nsec, 1000000);
	CHECK_EQ(old.it_value.tv_nsec, 0);
	CHECK_EQ(timerfd_gettime(fd, &now), 0);
	CHECK_EQ(now.it_interval.tv_nsec, 0);
}
