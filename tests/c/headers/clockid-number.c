/* clockid_t is a number, as in POSIX: it can be used in arithmetic, comparisons and
 * switch. */
#include "../check.h"
#include <time.h>

static const clockid_t all[] = { CLOCK_REALTIME, CLOCK_MONOTONIC };

int main(void)
{
	clockid_t clock = CLOCK_MONOTONIC;
	struct timespec now;

	switch (clock) {
	case CLOCK_REALTIME:
		CHECK(!"another clock");
		break;
	case CLOCK_MONOTONIC:
		break;
	}
	CHECK(clock + 1 > clock && sizeof(char[CLOCK_MONOTONIC + 1]) > 1);
	CHECK_EQ(clock_gettime(all[1], &now), 0);
	CHECK_ERRNO(clock_gettime((clockid_t)12345, &now), EINVAL);
}
