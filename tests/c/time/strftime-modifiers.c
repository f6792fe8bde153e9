/* strftime: padding, widths, E and O, zones, years that are far away. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct tm tm = { .tm_year = 124, .tm_mon = 2, .tm_mday = 5, .tm_hour = 9,
			 .tm_min = 4, .tm_sec = 7, .tm_wday = 2, .tm_yday = 64 };
	char got[128];
	const char *cases[][2] = {
		{ "%-d %-m %-H %-M %-S %-j %-I", "5 3 9 4 7 65 9" },
		{ "%_d %_m %_H", " 5  3  9" },
		{ "%Ey %Oy %Od %OH %Ec", "24 24 05 09 Tue Mar  5 09:04:07 2024" },
		{ "%EC %EY %Ex %EX %Om %OM %OS", "20 2024 03/05/24 09:04:07 03 04 07" },
		{ "%OI %Ou %OU %OV %Ow %OW %Oe", "09 2 09 10 2 10  5" },
		{ "%6Y", "002024" },
		{ "", "" },
		{ "no conversion", "no conversion" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_EQ(strftime(got, sizeof got, cases[i][0], &tm), strlen(cases[i][1]));
		CHECK_STR(got, cases[i][1]);
	}
	CHECK_EQ(setenv("TZ", "ABC-3:30", 1), 0);
	tzset();
	time_t t = 0;
	CHECK(strftime(got, sizeof got, "%z %Z %H:%M", localtime(&t)) > 0);
	CHECK_STR(got, "+0330 ABC 03:30");

	/* Weeks of ISO 8601 at the ends of years. */
	static const struct { int year, month, day; const char *week; } weeks[] = {
		{ 2005, 1, 1, "2004-W53-6" }, { 2005, 1, 2, "2004-W53-7" },
		{ 2005, 12, 31, "2005-W52-6" }, { 2007, 1, 1, "2007-W01-1" },
		{ 2008, 12, 29, "2009-W01-1" }, { 2010, 1, 3, "2009-W53-7" },
		{ 2020, 12, 31, "2020-W53-4" }, { 2024, 12, 30, "2025-W01-1" },
	};
	for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++) {
		struct tm day = { .tm_year = weeks[i].year - 1900,
				  .tm_mon = weeks[i].month - 1, .tm_mday = weeks[i].day };
		CHECK(timegm(&day) != -1);
		CHECK(strftime(got, sizeof got, "%G-W%V-%u", &day) > 0);
		CHECK_STR(got, weeks[i].week);
	}
	tm.tm_year = 9999 - 1900;
	CHECK_EQ(strftime(got, sizeof got, "%Y %C", &tm), 7);
	CHECK_STR(got, "9999 99");
}
