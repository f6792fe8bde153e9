/* gettimeofday: the zone is set, as Linux does, also without a time. */
#include "../check.h"
#include <sys/time.h>

int main(void)
{
	struct timeval tv = { 0, -1 };
	struct timezone zone = { 77, 77 }, other = { 77, 77 };

	CHECK_EQ(gettimeofday(&tv, &zone), 0);
	CHECK(tv.tv_sec > 1000000000 && tv.tv_usec >= 0 && tv.tv_usec < 1000000);
	CHECK_EQ(zone.tz_minuteswest, 0);
	CHECK_EQ(zone.tz_dsttime, 0);
	CHECK_EQ(gettimeofday(&tv, &other), 0);
	CHECK_EQ(other.tz_minuteswest, 0);
	CHECK_EQ(gettimeofday(&tv, NULL), 0);
}
