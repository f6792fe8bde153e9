/* Their clock ids are addresses: clock_gettime(&_CLOCK_MONOTONIC, ...). */
#include "check.h"
#include <sys/time.h>
#include <time.h>

int main(void)
{
	struct timespec real, before, after, resolution;
	struct timeval tv;
	struct tm tm;
	char text[64];

	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &real), 0);
	CHECK(real.tv_sec > 1600000000);
	CHECK(real.tv_nsec >= 0 && real.tv_nsec < 1000000000);
	CHECK_EQ(gettimeofday(&tv, NULL), 0);
	CHECK(tv.tv_sec - real.tv_sec <= 1);
	CHECK_EQ(clock_getres(CLOCK_MONOTONIC, &resolution), 0);
	CHECK_EQ(resolution.tv_sec, 0);

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &before), 0);
	struct timespec pause = { 0, 2000000 };
	CHECK_EQ(nanosleep(&pause, NULL), 0);
	CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL), 0);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &after), 0);
	long long passed = (after.tv_sec - before.tv_sec) * 1000000000LL +
			   after.tv_nsec - before.tv_nsec;
	CHECK(passed >= 4000000);

	time_t stamp = 1000000000;
	CHECK(gmtime_r(&stamp, &tm) == &tm);
	CHECK_EQ(tm.tm_year, 101);
	CHECK_EQ(tm.tm_yday, 251);
	CHECK_EQ(tm.tm_wday, 0);
	CHECK(strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %Z", &tm) > 0);
	CHECK_STR(text, "2001-09-09 01:46:40 UTC");
	CHECK_EQ(timegm(&tm), stamp);
	return 0;
}
