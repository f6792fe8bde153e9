/* Upstream rejects the modifiers E and O, flags, and conversions that glibc adds; it reads no
 * offsets like Z and +hh:mm, and a date does not determine the day of the week. Ours accepts
 * what glibc does: blanks before each number, %k and %l, flags of strftime. E and O request a
 * locale's other calendar and digits, which no locale has. */
#define _GNU_SOURCE
#include <ctype.h>
#include <langinfo.h>
#include <limits.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* The fields of the date that conversions have set, and the parts of a year. */
enum { YEAR = 1, MONTH = 2, DAY = 4, DATE = 7, WEEKDAY = 8, YEARDAY = 16 };
enum { CENTURY = 1, YEAR_OF_CENTURY = 2 };

struct seen {
	int fields, year_parts, century, year;
};

static int is_digit(char c)
{
	return c - '0' < 10U;
}

static const char *skip_blanks(const char *s)
{
	while (isspace((unsigned char)*s)) s++;
	return s;
}

/* A number from min to max. A digit that would make it too large is not part of it. */
static const char *number(const char *s, int *to, int min, int max)
{
	int n = 0;
	s = skip_blanks(s);
	if (!is_digit(*s)) return 0;
	for (int left = max; left && is_digit(*s) && 10 * n <= max; left /= 10)
		n = 10 * n + *s++ - '0';
	if (n < min || n > max) return 0;
	*to = n;
	return s;
}

/* A sign, and at most so many digits. */
static const char *digits(const char *s, int *to, int most)
{
	int n = 0;
	s = skip_blanks(s);
	int negative = *s == '-';
	if (negative || *s == '+') s++;
	if (!is_digit(*s)) return 0;
	for (; most && is_digit(*s); most--) n = (int)(10U * n + *s++ - '0');
	*to = negative ? -n : n;
	return s;
}

/* One of the names, long or short: the first of the short ones is at item, and the long ones
 * follow them. */
static const char *name(const char *s, int *to, int item, int count)
{
	for (int i = 2 * count - 1; i >= 0; i--) {
		const char *text = nl_langinfo(item + i);
		size_t n = strlen(text);
		if ((*text ^ *s) & ~32 || strncasecmp(s, text, n)) continue;
		*to = i % count;
		return s + n;
	}
	return 0;
}

/* Z, +hh, +hhmm and +hh:mm. */
static const char *zone_offset(const char *s, struct tm *tm)
{
	s = skip_blanks(s);
	if (*s == 'Z') {
		tm->tm_gmtoff = 0;
		return s + 1;
	}
	if (*s != '+' && *s != '-') return 0;
	int sign = *s++ == '-' ? -1 : 1, part[2] = { 0 };
	for (int i = 0; i < 2; i++) {
		if (i && *s == ':') s++;
		else if (i && !is_digit(*s)) break;
		for (int k = 0; k < 2; k++) {
			if (!is_digit(*s)) return 0;
			part[i] = 10 * part[i] + *s++ - '0';
		}
	}
	if (part[1] > 59) return 0;
	tm->tm_gmtoff = sign * (3600L * part[0] + 60L * part[1]);
	return s;
}

static const char *parse(const char *, const char *, struct tm *, struct seen *);

/* A date in so many characters. The year is as long as leaves room for the rest. */
static const char *iso_date(const char *s, struct tm *tm, struct seen *seen, int width)
{
	char text[20];
	size_t n = 0;
	if (width < 0) return parse(s, "%12Y-%m-%d", tm, seen);
	if (*s == '-' || *s == '+') text[n++] = *s++;
	while (*s == '0' && is_digit(s[1])) s++;
	for (; *s && n < width && n + 1 < sizeof text; n++) text[n] = *s++;
	text[n] = 0;
	const char *end = parse(text, "%12Y-%m-%d", tm, seen);
	return end ? s - (text + n - end) : 0;
}

static const char *morning_or_evening(const char *s, struct tm *tm)
{
	for (int evening = 0; evening < 2; evening++) {
		const char *text = nl_langinfo(evening ? PM_STR : AM_STR);
		size_t n = strlen(text);
		if (strncasecmp(s, text, n)) continue;
		tm->tm_hour = tm->tm_hour % 12 + 12 * evening;
		return s + n;
	}
	return 0;
}

static const char *convert(const char *s, char c, struct tm *tm, struct seen *seen, int width)
{
	int ignored;

	switch (c) {
	case 'a':
	case 'A':
		seen->fields |= WEEKDAY;
		return name(s, &tm->tm_wday, ABDAY_1, 7);
	case 'b':
	case 'B':
	case 'h':
		seen->fields |= MONTH;
		return name(s, &tm->tm_mon, ABMON_1, 12);
	case 'c': return parse(s, nl_langinfo(D_T_FMT), tm, seen);
	case 'C':
		seen->year_parts |= CENTURY;
		return digits(s, &seen->century, width < 0 ? 2 : width);
	case 'D': return parse(s, "%m/%d/%y", tm, seen);
	case 'd':
	case 'e':
		seen->fields |= DAY;
		return number(s, &tm->tm_mday, 1, 31);
	case 'F': return iso_date(s, tm, seen, width);
	case 'G': return digits(s, &ignored, width < 0 ? 4 : width);
	case 'g': return digits(s, &ignored, 2);
	case 'H':
	case 'k': return number(s, &tm->tm_hour, 0, 23);
	case 'I':
	case 'l': return number(s, &tm->tm_hour, 1, 12);
	case 'j':
		seen->fields |= YEARDAY;
		s = number(s, &tm->tm_yday, 1, 366);
		if (s) tm->tm_yday--;
		return s;
	case 'm':
		seen->fields |= MONTH;
		s = number(s, &tm->tm_mon, 1, 12);
		if (s) tm->tm_mon--;
		return s;
	case 'M': return number(s, &tm->tm_min, 0, 59);
	case 'n':
	case 't': return skip_blanks(s);
	case 'p': return morning_or_evening(s, tm);
	case 'r': return parse(s, nl_langinfo(T_FMT_AMPM), tm, seen);
	case 'R': return parse(s, "%H:%M", tm, seen);
	case 'S': return number(s, &tm->tm_sec, 0, 60);
	case 's':
		/* Its effect on tm is unspecified, and is none. */
		return digits(s, &ignored, INT_MAX);
	case 'T': return parse(s, "%H:%M:%S", tm, seen);
	case 'U':
	case 'W': return number(s, &ignored, 0, 53);
	case 'V': return number(s, &ignored, 1, 53);
	case 'u':
		seen->fields |= WEEKDAY;
		s = number(s, &tm->tm_wday, 1, 7);
		if (s) tm->tm_wday %= 7;
		return s;
	case 'w':
		seen->fields |= WEEKDAY;
		return number(s, &tm->tm_wday, 0, 6);
	case 'x': return parse(s, nl_langinfo(D_FMT), tm, seen);
	case 'X': return parse(s, nl_langinfo(T_FMT), tm, seen);
	case 'Y':
		seen->fields |= YEAR;
		seen->year_parts = 0;
		s = digits(s, &tm->tm_year, width < 0 ? 4 : width);
		if (s) tm->tm_year -= 1900;
		return s;
	case 'y':
		seen->fields |= YEAR;
		seen->year_parts |= YEAR_OF_CENTURY;
		return digits(s, &seen->year, 2);
	case 'z': return zone_offset(s, tm);
	case 'Z':
		/* The name of a zone, of which glibc takes no notice. */
		s = skip_blanks(s);
		while (*s && !isspace((unsigned char)*s)) s++;
		return s;
	case '%': return *s == '%' ? s + 1 : 0;
	}
	return 0;
}

static const char *parse(const char *s, const char *f, struct tm *tm, struct seen *seen)
{
	for (; s && *f; f++) {
		if (*f != '%' || !f[1]) {
			if (isspace((unsigned char)*f)) s = skip_blanks(s);
			else s = *s == *f ? s + 1 : 0;
			continue;
		}
		int width = -1;
		f++;
		if (*f < 'a') {
			while (*f == '-' || *f == '_' || *f == '0' || *f == '^' || *f == '#') f++;
			if (*f == 'E' && f[1] && strchr("cCxXyY", f[1])) f++;
			if (*f == 'O' && f[1] && strchr("deHImMSUwWy", f[1])) f++;
			if (*f == '+') f++;
			for (; is_digit(*f); f++) {
				if (width < 0) width = 0;
				if (width < INT_MAX / 10) width = 10 * width + *f - '0';
			}
		}
		if (!*f) return 0;
		s = convert(s, *f, tm, seen, width);
	}
	return s;
}

/* The days of the week and of the year that a whole date has. */
static void fill_in(struct tm *tm, int fields)
{
	static const short before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	if ((fields & DATE) != DATE || (unsigned)tm->tm_mon > 11) return;
	int year = tm->tm_year + 1900, past = year - 1;
	int leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
	int yday = before[tm->tm_mon] + (leap && tm->tm_mon > 1) + tm->tm_mday - 1;
	if (!(fields & YEARDAY)) tm->tm_yday = yday;
	/* January 1 of the year 1 was a Monday. */
	if (!(fields & WEEKDAY) && past >= 0)
		tm->tm_wday = (past % 7 + past / 4 - past / 100 + past / 400 + yday + 1) % 7;
}

char *strptime(const char *restrict s, const char *restrict f, struct tm *restrict tm)
{
	struct seen seen = { 0 };
	s = parse(s, f, tm, &seen);
	if (!s) return 0;
	if (seen.year_parts) {
		tm->tm_year = seen.year;
		if (seen.year_parts & CENTURY) tm->tm_year += seen.century * 100 - 1900;
		else if (tm->tm_year <= 68) tm->tm_year += 100;
	}
	fill_in(tm, seen.fields);
	return (char *)s;
}
