/* clock_getcpuclockid, pthread_getcpuclockid: clocks that run; no clock of others. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

int main(void)
{
	struct timespec one, two;
	clockid_t clock;

	CHECK_EQ(clock_getcpuclockid(0, &clock), 0);
	CHECK_EQ(clock_gettime(clock, &one), 0);
	for (volatile int i = 0; i < 1000000; i++);
	CHECK_EQ(clock_gettime(clock, &two), 0);
	CHECK(two.tv_sec > one.tv_sec || two.tv_nsec > one.tv_nsec);
	CHECK_EQ(clock_getcpuclockid(getpid(), &clock), 0);
	CHECK_EQ(clock_gettime(clock, &one), 0);
	CHECK_EQ(clock_getcpuclockid(999999, &clock), ESRCH);
	CHECK_EQ(pthread_getcpuclockid(pthread_self(), &clock), 0);
	CHECK_EQ(clock_gettime(clock, &one), 0);
	CHECK_EQ(clock_getres(clock, &one), 0);
}
