/* strptime: reads the output of strftime, returns where it stopped, NULL on a mismatch. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct tm tm = { 0 };
	const char *text = "2024-03-05 12:04:05 rest";
	const char *end = strptime(text, "%Y-%m-%d %H:%M:%S", &tm);

	CHECK_STR(end, " rest");
	CHECK_EQ(timegm(&tm), 1709640245);
	memset(&tm, 0, sizeof tm);
	end = strptime("Tue, 5 Mar 24", "%a, %d %b %y", &tm);
	CHECK_STR(end, "");
	CHECK_EQ(tm.tm_wday, 2);
	CHECK_EQ(tm.tm_mday, 5);
	CHECK_EQ(tm.tm_mon, 2);
	CHECK_EQ(tm.tm_year, 124);
	end = strptime("11:30:00 PM", "%I:%M:%S %p", &tm);
	CHECK_STR(end, "");
	CHECK_EQ(tm.tm_hour, 23);
	CHECK(strptime("2024-13-01", "%Y-%m-%d", &tm) == NULL);
	CHECK(strptime("x", "%d", &tm) == NULL);
}
