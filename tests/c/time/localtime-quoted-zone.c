/* localtime: a zone name in angle brackets, minutes, east of Greenwich. */
#include "../check.h"
#include <time.h>

int main(void)
{
	time_t t = 0;
	struct tm *tm = localtime(&t);

	CHECK(tm != NULL);
	CHECK_EQ(tm->tm_hour, 5);
	CHECK_EQ(tm->tm_min, 45);
	CHECK_STR(tm->tm_zone, "+0545");
	CHECK_EQ(tm->tm_gmtoff, 5 * 3600 + 45 * 60);
	CHECK_EQ(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	t = 1719835200;
	tm = localtime(&t);
	CHECK_EQ(tm->tm_hour, 14);
	CHECK_STR(tm->tm_zone, "CEST");
}
