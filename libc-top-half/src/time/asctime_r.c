#define _GNU_SOURCE
/* Upstream calls snprintf. Ours writes the few digits itself. */
#include <langinfo.h>
#include <string.h>
#include <time.h>
#include "../stdio/fmt.h"
#include "atomic.h"
#include "locale_impl.h"

/* The least digits do not count the sign; the width does. */
static char *number(char *to, long long n, int digits, int width)
{
	char buf[FMT_DECIMAL], *end = buf + sizeof buf, *s = __fmt_decimal(end, n < 0 ? -n : n);
	while (end - s < digits) *--s = '0';
	if (n < 0) *--s = '-';
	while (end - s < width) *--s = ' ';
	return mempcpy(to, s, end - s);
}

static char *name(char *to, int item)
{
	const char *s = __nl_langinfo_l(item, C_LOCALE);
	return mempcpy(to, s, strnlen(s, 3));
}

char *__asctime_r(const struct tm *restrict tm, char *restrict buf)
{
	char text[80], *to = name(text, ABDAY_1 + tm->tm_wday);
	*to++ = ' ';
	to = number(name(to, ABMON_1 + tm->tm_mon), tm->tm_mday, 1, 3);
	*to++ = ' ';
	to = number(to, tm->tm_hour, 2, 0);
	*to++ = ':';
	to = number(to, tm->tm_min, 2, 0);
	*to++ = ':';
	to = number(to, tm->tm_sec, 2, 0);
	*to++ = ' ';
	to = number(to, 1900LL + tm->tm_year, 1, 0);
	*to++ = '\n';
	*to++ = 0;
	/* The caller's buffer has the room that C states. No year of more than four digits fits,
	 * and C does not let this function fail. */
	if (to - text > 26) a_crash();
	memcpy(buf, text, to - text);
	return buf;
}

weak_alias(__asctime_r, asctime_r);
