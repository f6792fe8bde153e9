/* timerfd: counts expirations; poll waits for one. */
#include "../check.h"
#include <poll.h>
#include <stdint.h>
#include <sys/timerfd.h>

int main(void)
{
	struct itimerspec spec = { { 0, 10000000 }, { 0, 20000000 } }, left;
	uint64_t count = 0;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);

	CHECK(fd >= 0);
	CHECK_ERRNO(read(fd, &count, 8), EAGAIN);
	CHECK_EQ(timerfd_settime(fd, 0, &spec, NULL), 0);
	CHECK_EQ(timerfd_gettime(fd, &left), 0);
	CHECK_EQ(left.it_interval.tv_nsec, 10000000);
	struct pollfd p = { fd, POLLIN, 0 };
	CHECK_EQ(poll(&p, 1, 5000), 1);
	CHECK_EQ(read(fd, &count, 8), 8);
	CHECK(count >= 1);
}
