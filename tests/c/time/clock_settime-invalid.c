/* clock_settime, settimeofday: a wrong clock or time is reported before missing
 * privileges. */
#include "../check.h"
#include <sys/time.h>
#include <time.h>

int main(void)
{
	struct timespec ts = { 1, 0 }, early = { -1, 0 }, late = { 1, 1000000000 },
			less = { 1, -1 };
	struct timeval tv = { 1, 1000000 };
	clockid_t fixed[] = { CLOCK_MONOTONIC,	       CLOCK_MONOTONIC_RAW,
			      CLOCK_MONOTONIC_COARSE,  CLOCK_REALTIME_COARSE,
			      CLOCK_BOOTTIME,	       CLOCK_TAI,
			      CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID };

	CHECK_ERRNO(clock_settime(9999, &ts), EINVAL);
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		CHECK_ERRNO(clock_settime(fixed[i], &ts), EINVAL);
	CHECK_ERRNO(clock_settime(CLOCK_REALTIME, &early), EINVAL);
	CHECK_ERRNO(clock_settime(CLOCK_REALTIME, &late), EINVAL);
	CHECK_ERRNO(clock_settime(CLOCK_REALTIME, &less), EINVAL);
	CHECK_ERRNO(settimeofday(&tv, NULL), EINVAL);
}
