/* clock_nanosleep: the clocks that can be used, and the order of checks. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec soon = { 0, 1 }, late = { 0, 1000000000 };

	CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, 0, &soon, NULL), 0);
	CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC, 0, &soon, NULL), 0);
	CHECK_EQ(clock_nanosleep(CLOCK_BOOTTIME, 0, &soon, NULL), 0);
	CHECK_EQ(clock_nanosleep(CLOCK_TAI, 0, &soon, NULL), 0);
	CHECK_EQ(clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, 0, &soon, NULL), EINVAL);
	CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC_RAW, 0, &soon, NULL), EOPNOTSUPP);
	CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC_COARSE, 0, &soon, NULL), EOPNOTSUPP);
	CHECK_EQ(clock_nanosleep(CLOCK_REALTIME_COARSE, 0, &soon, NULL), EOPNOTSUPP);
	CHECK_EQ(clock_nanosleep(CLOCK_REALTIME_COARSE, 0, &late, NULL), EOPNOTSUPP);
	CHECK_EQ(clock_nanosleep(9999, 0, &soon, NULL), EINVAL);
	CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, 0, &late, NULL), EINVAL);
}
