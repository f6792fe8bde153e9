/* strptime: E and O change nothing in the locale C. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct tm tm = { 0 };

	CHECK_STR(strptime("05 3 24 9:4:7.", "%Od %Om %Oy %OH:%OM:%OS.", &tm), "");
	CHECK(tm.tm_mday == 5 && tm.tm_mon == 2 && tm.tm_year == 124);
	CHECK(tm.tm_hour == 9 && tm.tm_min == 4 && tm.tm_sec == 7);
	CHECK_STR(strptime("Tue Mar  5 09:04:07 2021", "%Ec", &tm), "");
	CHECK_EQ(tm.tm_year, 121);
	CHECK_STR(strptime("2022% 03/04/23 E", "%EY%% %Ex E", &tm), "");
	CHECK(tm.tm_year == 123 && tm.tm_mday == 4);
	CHECK(strptime("1", "%Ed", &tm) == NULL);
	CHECK(strptime("1", "%Oc", &tm) == NULL);
	CHECK(strptime("1", "%E", &tm) == NULL);
	CHECK(strptime("1", "%O", &tm) == NULL);
}
