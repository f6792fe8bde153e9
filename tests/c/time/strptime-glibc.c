/* strptime: additional input of glibc: offsets in each form, blanks before numbers, %k,
 * %l, names of zones. */
#include "../check.h"
#include <time.h>

static struct tm tm;

static const char *rest(const char *text, const char *how)
{
	memset(&tm, 0, sizeof tm);
	tm.tm_gmtoff = 77;
	const char *end = strptime(text, how, &tm);

	return end ? end : "none";
}

int main(void)
{
	CHECK_STR(rest("2024-03-05T06:07:08Z.", "%Y-%m-%dT%H:%M:%S%z"), ".");
	CHECK_EQ(tm.tm_gmtoff, 0);
	CHECK_EQ(tm.tm_mday, 5);
	CHECK_STR(rest("06:07+05:30", "%H:%M%z"), "");
	CHECK_EQ(tm.tm_gmtoff, 5 * 3600 + 30 * 60);
	CHECK_STR(rest("06:07-0800 x", "%H:%M%z x"), "");
	CHECK_EQ(tm.tm_gmtoff, -8 * 3600);
	CHECK_STR(rest("+02", "%z"), "");
	CHECK_EQ(tm.tm_gmtoff, 7200);
	CHECK_STR(rest(" -03:00x", "%z"), "x");
	CHECK_EQ(tm.tm_gmtoff, -10800);
	CHECK_STR(rest("+2", "%z"), "none");
	CHECK_STR(rest("0200", "%z"), "none");
	CHECK_STR(rest("+0260", "%z"), "none");

	CHECK_STR(rest("Mar  5 2024", "%b %d %Y"), "");
	CHECK_EQ(tm.tm_mday, 5);
	CHECK_STR(rest("2024/ 3/ 5", "%Y/%m/%d"), "");
	CHECK_EQ(tm.tm_mon, 2);
	CHECK_STR(rest(" 3/ 5/24  6: 7: 8", "%D %T"), "");
	CHECK_EQ(tm.tm_sec, 8);
	CHECK_STR(rest(" 9: 5", "%R"), "");
	CHECK_STR(rest(" 9| 9 pm", "%k|%l %p"), "");
	CHECK_EQ(tm.tm_hour, 21);
	CHECK_STR(rest("05", "%-d"), "");
	CHECK_EQ(tm.tm_mday, 5);

	CHECK_STR(rest("12:30 CEST tail", "%H:%M %Z tail"), "");
	CHECK_EQ(tm.tm_hour, 12);
	CHECK_STR(rest("XYZ", "%Z"), "");

	/* A complete date determines the day of the week. */
	CHECK_STR(rest("2024-03-05", "%Y-%m-%d"), "");
	CHECK_EQ(tm.tm_wday, 2);
	CHECK_EQ(tm.tm_yday, 64);
	CHECK_STR(rest("2000-12-31", "%F"), "");
	CHECK_EQ(tm.tm_wday, 0);
	CHECK_EQ(tm.tm_yday, 365);
	CHECK_STR(rest("01/01/70", "%D"), "");
	CHECK_EQ(tm.tm_wday, 4);
	CHECK_EQ(tm.tm_yday, 0);
	CHECK_STR(rest("1 Mar 1900", "%d %b %Y"), "");
	CHECK_EQ(tm.tm_wday, 4);
	CHECK_EQ(tm.tm_yday, 59);
	CHECK_STR(rest("Sun 2024-03-05", "%a %Y-%m-%d"), "");
	CHECK_EQ(tm.tm_wday, 0);
}
