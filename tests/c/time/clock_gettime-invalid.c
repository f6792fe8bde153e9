/* clock_gettime, clock_getres, clock_nanosleep: EINVAL for a clock that does not exist. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec ts = { 0, 0 };

	CHECK_ERRNO(clock_gettime(1234, &ts), EINVAL);
	CHECK_ERRNO(clock_getres(1234, &ts), EINVAL);
	CHECK_EQ(clock_nanosleep(1234, 0, &ts, NULL), EINVAL);
}
