/* strptime: the conversions of POSIX; times of day, days of the year, centuries. */
#include "../check.h"
#include <time.h>

static struct tm parse(const char *text, const char *format)
{
	struct tm tm = { .tm_mday = -1, .tm_yday = -1, .tm_wday = -1 };
	const char *end = strptime(text, format, &tm);

	if (end == NULL || *end != '\0')
		check_failed(__FILE__, __LINE__, 0, "\"%s\" by \"%s\"", text, format);
	return tm;
}

int main(void)
{
	struct tm tm = parse("09:04:07", "%T");
	CHECK(tm.tm_hour == 9 && tm.tm_min == 4 && tm.tm_sec == 7);
	tm = parse("12:00:00 am", "%r");
	CHECK_EQ(tm.tm_hour, 0);
	tm = parse("12:30 PM", "%I:%M %p");
	CHECK_EQ(tm.tm_hour, 12);
	tm = parse("23:59", "%R");
	CHECK(tm.tm_hour == 23 && tm.tm_min == 59);
	tm = parse("03/05/24", "%D");
	CHECK(tm.tm_mon == 2 && tm.tm_mday == 5 && tm.tm_year == 124);
	tm = parse("2024-03-05", "%F");
	CHECK(tm.tm_mon == 2 && tm.tm_mday == 5 && tm.tm_year == 124);
	tm = parse("Tue Mar  5 09:04:07 2024", "%c");
	CHECK(tm.tm_wday == 2 && tm.tm_mday == 5 && tm.tm_year == 124 && tm.tm_hour == 9);
	tm = parse("MARCH march Mar", "%B %b %h");
	CHECK_EQ(tm.tm_mon, 2);
	tm = parse("tuesday", "%A");
	CHECK_EQ(tm.tm_wday, 2);
	tm = parse("065", "%j");
	CHECK_EQ(tm.tm_yday, 64);
	tm = parse("68 69", "%y %y");
	CHECK_EQ(tm.tm_year, 69);
	tm = parse("68", "%y");
	CHECK_EQ(tm.tm_year, 168);
	tm = parse("19 24", "%C %y");
	CHECK_EQ(tm.tm_year, 24);
	tm = parse("2", "%w");
	CHECK_EQ(tm.tm_wday, 2);
	tm = parse("100%  x", "100%%%n x");
	tm = parse("+0330", "%z");
	CHECK_EQ(tm.tm_gmtoff, 12600);
	tm = parse("09 10", "%U %W");
	tm = parse("60", "%S");
	CHECK_EQ(tm.tm_sec, 60);

	static const char *const wrong[][2] = {
		{ "0", "%m" }, { "Foo", "%b" }, { "xm", "%p" }, { "a", "b" },
		{ "", "%Y" }, { "7", "%w" }, { "-5", "%d" }, { "12", "%H:%M" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (strptime(wrong[i][0], wrong[i][1], &tm) != NULL)
			check_failed(__FILE__, __LINE__, 0, "\"%s\" by \"%s\" is read",
				     wrong[i][0], wrong[i][1]);
}
