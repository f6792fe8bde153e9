/* mktime: fields out of range are carried over; weekday and yearday are filled in. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct tm tm = { .tm_year = 123, .tm_mon = 13, .tm_mday = 32, .tm_hour = -1,
			 .tm_min = 61, .tm_sec = 75 };
	time_t t = mktime(&tm);

	/* 2023-14-32 -1:61:75 is 2024-03-03 00:02:15. */
	CHECK_EQ(t, 1709424135);
	CHECK_EQ(tm.tm_year, 124);
	CHECK_EQ(tm.tm_mon, 2);
	CHECK_EQ(tm.tm_mday, 3);
	CHECK_EQ(tm.tm_hour, 0);
	CHECK_EQ(tm.tm_min, 2);
	CHECK_EQ(tm.tm_sec, 15);
	CHECK_EQ(tm.tm_wday, 0);
	CHECK_EQ(tm.tm_yday, 62);
}
