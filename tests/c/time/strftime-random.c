/* strftime: random dates and lengths, against snprintf; nothing is written behind the end. */
#define _GNU_SOURCE
#include "../check.h"
#include <stdint.h>
#include <time.h>

static unsigned state = 1;

static int below(int n)
{
	state = state * 1103515245 + 12345;
	return (int)(state >> 8) % n;
}

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
				    "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April", "May", "June",
				      "July", "August", "September", "October", "November",
				      "December" };

int main(void)
{
	for (int i = 0; i < 20000; i++) {
		time_t t = (time_t)below(1 << 23) * 1000 + below(1000);
		char want[300], got[300], again[64];
		struct tm tm, back = { 0 };
		size_t room;

		CHECK(gmtime_r(&t, &tm) != NULL);
		int year = tm.tm_year + 1900, hour = tm.tm_hour % 12 ? tm.tm_hour % 12 : 12;
		sprintf(want,
			"%04d-%02d-%02d %02d:%02d:%02d|%.3s %s %.3s %s|%2d %2d %2d|%03d|%02d%02d|"
			"%d%d%d|%s%s|%lld|%d %d %d|%07d|%02d/%02d/%02d",
			year, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
			days[tm.tm_wday], days[tm.tm_wday], months[tm.tm_mon], months[tm.tm_mon],
			tm.tm_mday, tm.tm_hour, hour, tm.tm_yday + 1, year / 100, year % 100,
			tm.tm_wday ? tm.tm_wday : 7, tm.tm_wday, tm.tm_hour, tm.tm_hour < 12 ? "AM" : "PM",
			tm.tm_hour < 12 ? "am" : "pm", (long long)t, tm.tm_mday, tm.tm_mon + 1, hour,
			year, tm.tm_mon + 1, tm.tm_mday, year % 100);
		const char *format = "%Y-%m-%d %H:%M:%S|%a %A %b %B|%e %k %l|%j|%C%y|%u%w%-H|%p%P|"
				     "%s|%-d %-m %-I|%7Y|%D";
		room = (size_t)below(2) ? sizeof got : (size_t)below((int)strlen(want) + 4);
		memset(got, '#', sizeof got);
		if (room > strlen(want)) {
			CHECK_EQ(strftime(got, room, format, &tm), strlen(want));
			CHECK_STR(got, want);
		} else {
			CHECK_EQ(strftime(got, room, format, &tm), 0);
		}
		for (size_t k = room; k < sizeof got; k++)
			CHECK_EQ(got[k], '#');

		/* The week of ISO 8601 is that of its Thursday, whose year it has. */
		time_t thursday = t + (3 - (tm.tm_wday + 6) % 7) * 86400;
		struct tm other = *gmtime(&thursday);
		sprintf(want, "%d-W%02d-%d", other.tm_year + 1900, other.tm_yday / 7 + 1,
			tm.tm_wday ? tm.tm_wday : 7);
		CHECK(strftime(got, sizeof got, "%G-W%V-%u", &tm) > 0);
		CHECK_STR(got, want);

		/* strptime reads what strftime has written. */
		static const char *const both[] = { "%Y-%m-%d %H:%M:%S", "%c", "%FT%T", "%a, %d %b %Y %T",
						    "%Y %j %B %e %I:%M:%S %p", "%A %B %d %Y %X" };
		const char *how = both[below(6)];
		CHECK(strftime(again, sizeof again, how, &tm) > 0);
		CHECK_STR(strptime(again, how, &back), "");
		CHECK_EQ(timegm(&back), t);
		CHECK_EQ(back.tm_wday, tm.tm_wday);
		CHECK_EQ(back.tm_yday, tm.tm_yday);

		sprintf(want, "%.3s %.3s %2d %02d:%02d:%02d %d\n", days[tm.tm_wday],
			months[tm.tm_mon], tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, year);
		CHECK_STR(asctime_r(&tm, again), want);
	}
}
