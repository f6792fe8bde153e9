/* gmtime: the epoch, leap days, before the epoch, after 2038 and far away. */
#include "../check.h"
#include <time.h>

static void is(time_t t, int year, int month, int day, int hour, int minute,
	       int second, int weekday, int yearday)
{
	struct tm tm, *got = gmtime_r(&t, &tm);

	CHECK(got == &tm);
	CHECK_EQ(tm.tm_year + 1900, year);
	CHECK_EQ(tm.tm_mon + 1, month);
	CHECK_EQ(tm.tm_mday, day);
	CHECK_EQ(tm.tm_hour, hour);
	CHECK_EQ(tm.tm_min, minute);
	CHECK_EQ(tm.tm_sec, second);
	CHECK_EQ(tm.tm_wday, weekday);
	CHECK_EQ(tm.tm_yday, yearday);
	CHECK_EQ(tm.tm_isdst, 0);
	CHECK_EQ(timegm(&tm), t);
}

int main(void)
{
	is(0, 1970, 1, 1, 0, 0, 0, 4, 0);
	is(-1, 1969, 12, 31, 23, 59, 59, 3, 364);
	is(951782400, 2000, 2, 29, 0, 0, 0, 2, 59);
	is(951868800, 2000, 3, 1, 0, 0, 0, 3, 60);
	is(2147483648, 2038, 1, 19, 3, 14, 8, 2, 18);
	is(4107542400, 2100, 3, 1, 0, 0, 0, 1, 59);
	is(253402300799, 9999, 12, 31, 23, 59, 59, 5, 364);
	is(-2208988800, 1900, 1, 1, 0, 0, 0, 1, 0);
}
