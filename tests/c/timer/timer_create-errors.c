/* timer_create and similar calls: unknown clocks, signals, timers, times. */
#include "../check.h"
#include <signal.h>
#include <time.h>

int main(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = 65 };
	struct itimerspec spec = { { 0, 0 }, { 0, 1000000000 } }, now;
	timer_t timer;

	CHECK_ERRNO(timer_create(1000, NULL, &timer), EINVAL);
	CHECK_ERRNO(timer_create(CLOCK_MONOTONIC, &event, &timer), EINVAL);
	event.sigev_notify = 77;
	event.sigev_signo = SIGALRM;
	CHECK_ERRNO(timer_create(CLOCK_MONOTONIC, &event, &timer), EINVAL);
	CHECK_EQ(timer_create(CLOCK_PROCESS_CPUTIME_ID, NULL, &timer), 0);
	CHECK_ERRNO(timer_settime(timer, 0, &spec, NULL), EINVAL);
	spec.it_value.tv_nsec = 0;
	spec.it_value.tv_sec = -1;
	CHECK_ERRNO(timer_settime(timer, 0, &spec, NULL), EINVAL);
	CHECK_EQ(timer_delete(timer), 0);
	CHECK_ERRNO(timer_delete(timer), EINVAL);
	CHECK_ERRNO(timer_gettime(timer, &now), EINVAL);
	CHECK_ERRNO(timer_getoverrun(timer), EINVAL);
}
