/* clock_gettime, gettimeofday and time: one clock, today's date. */
#include "../check.h"
#include <sys/time.h>
#include <time.h>

int main(void)
{
	struct timespec ts;
	struct timeval tv;
	time_t t, same;

	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &ts), 0);
	CHECK_EQ(gettimeofday(&tv, NULL), 0);
	t = time(&same);
	CHECK_EQ(t, same);
	CHECK(ts.tv_sec > 1700000000);
	CHECK(ts.tv_nsec >= 0 && ts.tv_nsec < 1000000000);
	CHECK(tv.tv_usec >= 0 && tv.tv_usec < 1000000);
	CHECK(tv.tv_sec >= ts.tv_sec && tv.tv_sec <= ts.tv_sec + 5);
	/* Linux may read time() off a coarser clock. */
	CHECK(t >= ts.tv_sec - 1 && t <= ts.tv_sec + 5);
}
