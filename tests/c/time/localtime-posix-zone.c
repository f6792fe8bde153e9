/* localtime and mktime: a POSIX TZ with daylight saving rules. */
#include "../check.h"
#include <time.h>

static void is(time_t t, int hour, int dst, const char *zone)
{
	struct tm *tm = localtime(&t);

	CHECK(tm != NULL);
	CHECK_EQ(tm->tm_hour, hour);
	CHECK_EQ(tm->tm_isdst, dst);
	CHECK_STR(tm->tm_zone, zone);
	CHECK_EQ(tm->tm_gmtoff, dst ? -4 * 3600 : -5 * 3600);
	struct tm copy = *tm;
	CHECK_EQ(mktime(&copy), t);
}

int main(void)
{
	tzset();
	CHECK_STR(tzname[0], "EST");
	CHECK_STR(tzname[1], "EDT");
	CHECK_EQ(timezone, 5 * 3600);
	CHECK(daylight != 0);
	is(1704110400, 7, 0, "EST");  /* 2024-01-01 12:00 UTC */
	is(1719835200, 8, 1, "EDT");  /* 2024-07-01 12:00 UTC */
	is(1710053999, 1, 0, "EST");  /* the second before it starts */
	is(1710054000, 3, 1, "EDT");  /* and the start */
	is(1730613599, 1, 1, "EDT");  /* the second before it ends */
	is(1730613600, 1, 0, "EST");  /* and the end */
}
