#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>
#include <time.h>

char *__strptime_plain(const char *restrict, const char *restrict, struct tm *restrict);

static const char *skip_blanks(const char *s)
{
	while (isspace((unsigned char)*s)) s++;
	return s;
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
		else if (i && !isdigit((unsigned char)*s)) break;
		for (int k = 0; k < 2; k++) {
			if (!isdigit((unsigned char)*s)) return 0;
			part[i] = 10 * part[i] + *s++ - '0';
		}
	}
	if (part[1] > 59) return 0;
	tm->tm_gmtoff = sign * (3600L * part[0] + 60L * part[1]);
	return s;
}

/* A name of a zone, of which glibc takes no notice. */
static const char *zone_name(const char *s)
{
	s = skip_blanks(s);
	while (*s && !isspace((unsigned char)*s)) s++;
	return s;
}

/* The fields of the date that a conversion sets. */
enum { YEAR = 1, MONTH = 2, DAY = 4, DATE = 7, WEEKDAY = 8, YEARDAY = 16 };

static int part(char c)
{
	switch (c) {
	case 'Y': case 'y': return YEAR;
	case 'm': case 'b': case 'B': case 'h': return MONTH;
	case 'd': case 'e': return DAY;
	case 'D': case 'F': case 'x': case 'c': return DATE;
	case 'a': case 'A': case 'u': case 'w': return WEEKDAY;
	case 'j': return YEARDAY;
	}
	return 0;
}

/* The days of the week and of the year that a whole date has. */
static void fill_in(struct tm *tm, int known)
{
	static const short before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	if ((known & DATE) != DATE || (unsigned)tm->tm_mon > 11) return;
	int year = tm->tm_year + 1900, past = year - 1;
	int leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
	int yday = before[tm->tm_mon] + (leap && tm->tm_mon > 1) + tm->tm_mday - 1;
	if (!(known & YEARDAY)) tm->tm_yday = yday;
	/* January 1 of the year 1 was a Monday. */
	if (!(known & WEEKDAY) && past >= 0)
		tm->tm_wday = (past % 7 + past / 4 - past / 100 + past / 400 + yday + 1) % 7;
}

/* Translates conversions of glibc for upstream's strptime, which is compiled under
 * another name: blanks before each number, %k and %l, flags of strftime. E and O request
 * a locale's other calendar and digits, which no locale has. Offsets and names of zones
 * are read here, and a date determines the day of the week. */
char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict tm)
{
	char plain[6 * strlen(format) + 1], *to = plain;
	int known = 0;
	while (*format) {
		if (*format != '%' || !format[1]) {
			*to++ = *format++;
			continue;
		}
		const char *f = format + 1 + strspn(format + 1, "-_0^#");
		if (*f == 'E' && f[1] && strchr("cCxXyY", f[1])) f++;
		if (*f == 'O' && f[1] && strchr("deHImMSUwWy", f[1])) f++;
		const char *width = f;
		f += strspn(f, "+0123456789");
		known |= part(*f);
		switch (*f) {
		case 'D':
			to = stpcpy(to, " %m/ %d/ %y");
			break;
		case 'R':
			to = stpcpy(to, " %H: %M");
			break;
		case 'T':
			to = stpcpy(to, " %H: %M: %S");
			break;
		case 'k':
			to = stpcpy(to, " %H");
			break;
		case 'l':
			to = stpcpy(to, " %I");
			break;
		case 'z':
		case 'Z':
			*to = 0;
			if (!(text = __strptime_plain(text, plain, tm))) return 0;
			if (!(text = *f == 'z' ? zone_offset(text, tm) : zone_name(text))) return 0;
			to = plain;
			break;
		default:
			if (*f && strchr("CdegGHIjmMSuUVwWyY", *f)) *to++ = ' ';
			*to++ = '%';
			to = mempcpy(to, width, f - width);
			if (*f) *to++ = *f;
		}
		format = f + !!*f;
	}
	*to = 0;
	text = __strptime_plain(text, plain, tm);
	if (text) fill_in(tm, known);
	return (char *)text;
}
