/* gmtime, timegm, localtime and mktime: random times, against days that are counted here. */
#include "../check.h"
#include <stdint.h>
#include <time.h>

static uint64_t state = 88172645463325252;

static uint64_t next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 2685821657736338717;
}

static int is_leap(long long year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(long long year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month] + (month == 1 && is_leap(year));
}

static void check(long long t, const struct tm *tm)
{
	long long days = t / 86400, year = 1970;
	int seconds = (int)(t % 86400), month = 0, yday;

	if (seconds < 0) {
		seconds += 86400;
		days--;
	}
	CHECK_EQ(tm->tm_wday, ((days + 4) % 7 + 7) % 7);
	year += days / 146097 * 400;
	for (days %= 146097; days < 0; days += 365 + is_leap(year))
		year--;
	for (; days >= 365 + is_leap(year); year++)
		days -= 365 + is_leap(year);
	yday = (int)days;
	for (; days >= days_of(year, month); month++)
		days -= days_of(year, month);
	CHECK_EQ(tm->tm_year + 1900LL, year);
	CHECK_EQ(tm->tm_yday, yday);
	CHECK_EQ(tm->tm_mon, month);
	CHECK_EQ(tm->tm_mday, days + 1);
	CHECK_EQ(tm->tm_hour, seconds / 3600);
	CHECK_EQ(tm->tm_min, seconds / 60 % 60);
	CHECK_EQ(tm->tm_sec, seconds % 60);
}

static void utc(time_t t)
{
	struct tm tm;

	CHECK(gmtime_r(&t, &tm) == &tm);
	check(t, &tm);
	CHECK_EQ(tm.tm_isdst, 0);
	CHECK_EQ(tm.tm_gmtoff, 0);
	CHECK_EQ(timegm(&tm), t);
}

/* The local time has the offset that it states, and mktime finds the time again. */
static void local(time_t t, long standard, long summer)
{
	struct tm tm, back;

	CHECK(localtime_r(&t, &tm) == &tm);
	check((long long)t + tm.tm_gmtoff, &tm);
	CHECK_EQ(tm.tm_gmtoff, tm.tm_isdst ? summer : standard);
	CHECK_STR(tm.tm_zone, tzname[tm.tm_isdst]);
	back = tm;
	CHECK_EQ(mktime(&back), t);
}

static void zone(const char *name)
{
	CHECK_EQ(setenv("TZ", name, 1), 0);
	tzset();
}

int main(void)
{
	static const long long chosen[] = { 0, -1, 1, 951782399, 951782400, 951868800, 4107542399,
					    4107542400, -2203891201, -2203891200, 67767976233532799,
					    67767976233532800, -62135596800, -62167219200,
					    -62162121600, -62162035201 };

	for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
		utc(chosen[i]);
	for (int i = 0; i < 20000; i++)
		utc((int64_t)next() >> (8 + next() % 50));

	/* The rules: near each of their changes, and anywhere. */
	zone("EST5EDT,M3.2.0,M11.1.0");
	for (int i = 0; i < 5000; i++)
		local((time_t)(next() >> 30), -18000, -14400);
	local(1710053999, -18000, -14400);
	local(1710054000, -18000, -14400);
	local(1730613599, -18000, -14400);
	zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
	for (int i = 0; i < 5000; i++)
		local((time_t)(next() >> 30), 36000, 39600);
	zone("<-03>3<-02>,J60/-2,300/26");
	for (int i = 0; i < 5000; i++)
		local((time_t)(next() >> 30), -10800, -7200);
	zone("IST-5:30");
	for (int i = 0; i < 1000; i++)
		local((time_t)(next() >> 30), 19800, 0);

	/* A zone that has a summer but no rules for it. */
	zone("EST5EDT");
	local(1704110400, -18000, -14400);
	time_t winter = 1704110400, july = 1719835200;
	CHECK_EQ(localtime(&winter)->tm_isdst, 0);
	CHECK_EQ(localtime(&july)->tm_isdst, 1);

	/* A change of TZ counts at the next call: of setenv, and of the string itself. */
	static char direct[] = "TZ=ABC-1";
	setenv("TZ", "XYZ+2", 1);
	CHECK_EQ(localtime(&july)->tm_hour, 10);
	setenv("TZ", "XYZ+3", 1);
	CHECK_EQ(localtime(&july)->tm_hour, 9);
	CHECK_EQ(putenv(direct), 0);
	CHECK_EQ(localtime(&july)->tm_hour, 13);
	direct[7] = '2';
	CHECK_EQ(localtime(&july)->tm_hour, 14);
	CHECK_EQ(unsetenv("TZ"), 0);
	setenv("TZ", "", 1);
	CHECK_EQ(localtime(&july)->tm_hour, 12);
	CHECK_EQ(localtime(&july)->tm_gmtoff, 0);
	setenv("TZ", "a-name-that-is-longer-than-others-and-stands-for-no-zone", 1);
	CHECK_EQ(localtime(&july)->tm_hour, 12);
	setenv("TZ", "XYZ+3", 1);
	CHECK_EQ(localtime(&july)->tm_hour, 9);
}
