/* Upstream divides 64-bit numbers, and looks for the month in a loop. Ours has two divisions of
 * that kind: by a day, and by the 400 years after which the calendar repeats. */
#include <limits.h>
#include <stdint.h>
#include "time_impl.h"

enum { DAY = 86400, DAYS_400_YEARS = 146097 };

/* Cycles of 400 years that are added, so that no year is negative. */
#define CYCLES 5368711ULL

/* The days from March 1 of a year that 400 divides to January 1, 1970. */
#define TO_1970 719468ULL

int __secs_to_tm(long long t, struct tm *tm)
{
	/* No such year fits an int. */
	if (t < INT_MIN * 31622400LL || t > INT_MAX * 31622400LL) return -1;

	uint64_t secs = t + DAY * (CYCLES * DAYS_400_YEARS + TO_1970);
	uint64_t days = secs / DAY, cycles = days / DAYS_400_YEARS;
	uint32_t second = secs - days * DAY, day = days - cycles * DAYS_400_YEARS;
	tm->tm_hour = second / 3600;
	second %= 3600;
	tm->tm_min = second / 60;
	tm->tm_sec = second % 60;
	tm->tm_wday = (day + 3) % 7;

	/* Years begin on March 1, so that a leap day is the last of a year, of four years, but the
	 * one of a century is missing. */
	uint32_t century = (4 * day + 3) / DAYS_400_YEARS;
	day -= century * DAYS_400_YEARS / 4;
	uint32_t year = (4 * day + 3) / 1461;
	day -= year * 1461 / 4;
	/* Five months from March have 153 days. */
	uint32_t month = (5 * day + 2) / 153;
	tm->tm_mday = day - (153 * month + 2) / 5 + 1;
	int next = month >= 10, leap = year % 4 == 0 && (year || !century);
	tm->tm_mon = next ? month - 10 : month + 2;
	tm->tm_yday = next ? day - 306 : day + 59 + leap;

	int64_t full = 400 * ((int64_t)cycles - (int64_t)CYCLES) + 100 * century + year + next;
	full -= 1900;
	if (full != (int)full) return -1;
	tm->tm_year = full;
	return 0;
}
