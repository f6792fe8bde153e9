/* setitimer, getitimer: unknown timers, and invalid times. */
#include "../check.h"
#include <sys/time.h>

int main(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 1000000 } };

	CHECK_ERRNO(setitimer(ITIMER_REAL, &timer, NULL), EINVAL);
	timer.it_value.tv_usec = -1;
	CHECK_ERRNO(setitimer(ITIMER_REAL, &timer, NULL), EINVAL);
	timer.it_value.tv_usec = 0;
	timer.it_value.tv_sec = -1;
	CHECK_ERRNO(setitimer(ITIMER_REAL, &timer, NULL), EINVAL);
	timer.it_value.tv_sec = 0;
	CHECK_ERRNO(setitimer(3, &timer, NULL), EINVAL);
	CHECK_ERRNO(setitimer(-1, &timer, NULL), EINVAL);
	CHECK_ERRNO(getitimer(3, &timer), EINVAL);
}
