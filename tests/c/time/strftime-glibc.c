/* strftime: conversions of glibc that POSIX does not have, and invalid conversions. */
#include "../check.h"
#include <locale.h>
#include <time.h>

static const char *format(const char *how, int hour)
{
	static char text[400];
	struct tm tm = { .tm_year = 124, .tm_mon = 2, .tm_mday = 5, .tm_hour = hour, .tm_min = 7,
			 .tm_sec = 9, .tm_wday = 2, .tm_yday = 64 };

	text[0] = 'x';
	CHECK(strftime(text, sizeof text, how, &tm) > 0);
	return text;
}

int main(void)
{
	struct tm tm = { .tm_mday = 1 };
	char small[4];

	CHECK_STR(format("%k|%l|%P", 9), " 9| 9|am");
	CHECK_STR(format("%k|%l|%P|%p", 21), "21| 9|pm|PM");
	CHECK_STR(format("%-k|%0k|%_H|%-l", 9), "9|09| 9|9");
	CHECK_STR(format("%l", 0), "12");
	CHECK_STR(format("100%", 0), "100%");
	CHECK_STR(format("%", 0), "%");
	CHECK_STR(format("%%%", 0), "%%");
	CHECK_STR(format("a%Qb%-", 0), "a%Qb%-");
	CHECK_STR(format("%Y%", 0), "2024%");
	CHECK_STR(format("%Ey %Od", 0), "24 05");
	CHECK_STR(format("%e|%-d|%_d|%d", 0), " 5|5| 5|05");
	CHECK_STR(format("%R %T %D %F", 1), "01:07 01:07:09 03/05/24 2024-03-05");

	CHECK_EQ(strftime(small, sizeof small, "%k%%", &tm), 3);
	CHECK_STR(small, " 0%");
	CHECK_EQ(strftime(small, sizeof small, "%k%%.", &tm), 0);
	CHECK_EQ(strftime(small, sizeof small, "", &tm), 0);
	CHECK_EQ(strftime_l(small, sizeof small, "%P", &tm, newlocale(LC_ALL_MASK, "C", 0)), 2);
	CHECK_STR(small, "am");
}
