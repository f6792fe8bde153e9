/* timerfd: unknown clocks, flags, times, and descriptors that are not timers. */
#include "../check.h"
#include <stdint.h>
#include <sys/timerfd.h>

int main(void)
{
	struct itimerspec spec = { { 0, 0 }, { 0, 1000000000 } };
	uint64_t count;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK), pipes[2];

	CHECK(fd >= 0);
	CHECK_ERRNO(timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0), EINVAL);
	CHECK_ERRNO(timerfd_create(77, 0), EINVAL);
	CHECK_ERRNO(timerfd_create(CLOCK_MONOTONIC, 1), EINVAL);
	CHECK_ERRNO(timerfd_settime(fd, 0, &spec, NULL), EINVAL);
	spec.it_value.tv_nsec = 0;
	CHECK_ERRNO(timerfd_settime(fd, 77, &spec, NULL), EINVAL);
	CHECK_ERRNO(timerfd_settime(777, 0, &spec, NULL), EBADF);
	CHECK_EQ(pipe(pipes), 0);
	CHECK_ERRNO(timerfd_settime(pipes[0], 0, &spec, NULL), EINVAL);
	CHECK_ERRNO(timerfd_gettime(pipes[0], &spec), EINVAL);
	CHECK_ERRNO(read(fd, &count, 4), EINVAL);
	CHECK_ERRNO(read(fd, &count, 8), EAGAIN);
	CHECK_ERRNO(write(fd, &count, 8), EINVAL);
}
