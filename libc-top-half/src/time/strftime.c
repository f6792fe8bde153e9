/* Upstream prints each number with snprintf, and conversions of several parts into a buffer.
 * Ours writes them in place. It also knows glibc's %k, %l and %P, and copies unknown
 * conversions. */
#include <langinfo.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include "../stdio/fmt.h"
#include "locale_impl.h"
#include "time_impl.h"

/* Writes tm_zone, as POSIX says: the program may have set it. */
const char *__tm_zone_name(const struct tm *);

/* The output, and whether it had too little room. */
struct text {
	char *at, *end;
	int full;
};

static void put(struct text *t, const char *s, size_t n)
{
	if (n > t->end - t->at) {
		n = t->end - t->at;
		t->full = 1;
	}
	memcpy(t->at, s, n);
	t->at += n;
}

/* The width counts the sign. pad: '0', '_' for blanks, '-' for none. */
static void number(struct text *t, long long n, int width, int pad)
{
	char buf[FMT_DECIMAL + 1], *end = buf + sizeof buf, *s;
	int negative = n < 0;
	/* Nearly all numbers of a date. */
	if (width == 2 && pad == '0' && n >= 0 && n < 100 && t->end - t->at >= 2) {
		*t->at++ = '0' + (unsigned)n / 10;
		*t->at++ = '0' + (unsigned)n % 10;
		return;
	}
	s = __fmt_decimal(end, negative ? -(unsigned long long)n : n);
	if (s == end) *--s = '0';
	if (pad == '-') width = 0;
	if (pad == '0')
		while (end - s < width - negative) *--s = '0';
	if (negative) *--s = '-';
	while (end - s < width) *--s = ' ';
	put(t, s, end - s);
}

static int is_leap(int year)
{
	return year % 4 == 0 && (year % 100 || year % 400 == 0);
}

/* The week of ISO 8601, and what to add to the year to have its year. A year has 53 weeks if
 * its January 1 is a Thursday, or a Wednesday and the year is a leap year. */
static int iso_week(const struct tm *tm, int *years)
{
	/* From Monday; the day of the week of January 1. */
	int day = (tm->tm_wday + 6) % 7, year = tm->tm_year % 400 + 1900;
	int first = ((tm->tm_wday - tm->tm_yday) % 7 + 7) % 7;
	int week = (tm->tm_yday - day + 10) / 7;
	*years = 0;
	if (week < 1) {
		*years = -1;
		/* December 31 was the day before. */
		week = 52 + (first == 5 || (first == 6 && is_leap(year - 1)));
	} else if (week == 53 && first != 4 && (first != 3 || !is_leap(year))) {
		*years = 1;
		week = 1;
	}
	return week;
}

static void format(struct text *, const char *, const struct tm *, locale_t);

/* One conversion. 0 if there is none of that name. */
static int convert(struct text *t, int c, const struct tm *tm, locale_t loc, int pad)
{
	int n, width = 2, years = 0, fill = '0';
	const char *s;

	switch (c) {
	case 'A': n = tm->tm_wday <= 6U ? DAY_1 + tm->tm_wday : 0; goto name;
	case 'a': n = tm->tm_wday <= 6U ? ABDAY_1 + tm->tm_wday : 0; goto name;
	case 'B': n = tm->tm_mon <= 11U ? MON_1 + tm->tm_mon : 0; goto name;
	case 'b':
	case 'h': n = tm->tm_mon <= 11U ? ABMON_1 + tm->tm_mon : 0; goto name;
	case 'C': number(t, (1900LL + tm->tm_year) / 100, 2, pad ? pad : '0'); return 1;
	case 'c': n = D_T_FMT; goto local_format;
	case 'D': s = "%m/%d/%y"; goto parts;
	case 'd': n = tm->tm_mday; break;
	case 'e':
		n = tm->tm_mday;
		fill = '_';
		break;
	case 'F': s = "%Y-%m-%d"; goto parts;
	case 'G':
	case 'g': iso_week(tm, &years);
	case 'Y':
	case 'y': {
		long long year = 1900LL + tm->tm_year + years;
		if (c == 'Y' && year >= 10000) {
			put(t, "+", 1);
			pad = '-';
		}
		if (c == 'Y' || c == 'G') {
			number(t, year, 4, pad ? pad : '0');
			return 1;
		}
		n = year % 100;
		if (c == 'y' && n < 0) n = -n;
		break;
	}
	case 'H': n = tm->tm_hour; break;
	case 'k':
		n = tm->tm_hour;
		fill = '_';
		break;
	case 'l':
	case 'I':
		n = tm->tm_hour ? tm->tm_hour : 12;
		if (n > 12) n -= 12;
		if (c == 'l') fill = '_';
		break;
	case 'j': n = tm->tm_yday + 1; width = 3; break;
	case 'm': n = tm->tm_mon + 1; break;
	case 'M': n = tm->tm_min; break;
	case 'n': put(t, "\n", 1); return 1;
	case 'P': s = tm->tm_hour >= 12 ? "pm" : "am"; goto string;
	case 'p': n = tm->tm_hour >= 12 ? PM_STR : AM_STR; goto name;
	case 'R': s = "%H:%M"; goto parts;
	case 'r': n = T_FMT_AMPM; goto local_format;
	case 'S': n = tm->tm_sec; break;
	case 's': number(t, __tm_to_secs(tm) - tm->__tm_gmtoff, 1, '0'); return 1;
	case 'T': s = "%H:%M:%S"; goto parts;
	case 't': put(t, "\t", 1); return 1;
	case 'U': n = (tm->tm_yday + 7U - tm->tm_wday) / 7; break;
	case 'u': n = tm->tm_wday ? tm->tm_wday : 7; width = 1; break;
	case 'V': n = iso_week(tm, &years); break;
	case 'W': n = (tm->tm_yday + 7U - (tm->tm_wday + 6U) % 7) / 7; break;
	case 'w': n = tm->tm_wday; width = 1; break;
	case 'X': n = T_FMT; goto local_format;
	case 'x': n = D_FMT; goto local_format;
	case 'Z':
		if (tm->tm_isdst < 0) return 1;
		s = __tm_zone_name(tm);
		goto string;
	case 'z':
		if (tm->tm_isdst < 0) return 1;
		n = tm->__tm_gmtoff / 3600 * 100 + tm->__tm_gmtoff % 3600 / 60;
		put(t, n < 0 ? "-" : "+", 1);
		number(t, n < 0 ? -n : n, 4, '0');
		return 1;
	case '%': put(t, "%", 1); return 1;
	default: return 0;
	}
	number(t, n, width, pad ? pad : fill);
	return 1;
name:
	s = n ? __nl_langinfo_l(n, loc) : "-";
string:
	put(t, s, strlen(s));
	return 1;
local_format:
	s = __nl_langinfo_l(n, loc);
parts:
	format(t, s, tm, loc);
	return 1;
}

/* %C, %F, %G and %Y with a width: without the sign that they have, zeros up to it. */
static void widen(struct text *t, int c, const struct tm *tm, locale_t loc, int pad, int plus,
	size_t width)
{
	char buf[48], *s = buf;
	struct text part = { buf, buf + sizeof buf };
	convert(&part, c, tm, loc, pad);
	if (*s == '+' || *s == '-') s++;
	while (*s == '0' && s + 1 < part.at && s[1] - '0' < 10U) s++;
	size_t n = part.at - s, digits = 0;
	while (digits < n && s[digits] - '0' < 10U) digits++;
	if (width < n) width = n;
	if (tm->tm_year < -1900) {
		put(t, "-", 1);
		width--;
	} else if (plus && digits + (width - n) >= (c == 'C' ? 3 : 5)) {
		put(t, "+", 1);
		width--;
	}
	for (; width > n && !t->full; width--) put(t, "0", 1);
	put(t, s, n);
}

static void format(struct text *t, const char *f, const struct tm *tm, locale_t loc)
{
	for (; *f; f++) {
		if (*f != '%') {
			if (t->at < t->end) *t->at++ = *f;
			else t->full = 1;
			continue;
		}
		const char *start = f++;
		int pad = 0, plus = 0, digits = 0;
		size_t width = 0;
		if (*f < 'A' || *f == '_') {
			for (; *f == '-' || *f == '_' || *f == '0'; f++) pad = *f;
			for (; *f == '+'; f++) plus = 1;
			for (; *f - '0' < 10U; f++) {
				digits = 1;
				width = width > INT_MAX / 10 - 1 ? INT_MAX : 10 * width + *f - '0';
			}
		}
		while (*f == 'E' || *f == 'O') f++;
		if (digits && (*f == 'C' || *f == 'F' || *f == 'G' || *f == 'Y')) {
			widen(t, *f, tm, loc, pad, plus, width ? width : 1);
		} else if (!convert(t, *f, tm, loc, pad)) {
			if (!*f) f--;
			put(t, start, f + 1 - start);
		}
	}
}

const char *__strftime_fmt_1(char (*s)[100], size_t *n, int c, const struct tm *tm, locale_t loc,
	int pad)
{
	struct text t = { *s, *s + sizeof *s - 1 };
	if (!convert(&t, c, tm, loc, pad) || t.full) return 0;
	*n = t.at - *s;
	(*s)[*n] = 0;
	return *s;
}

size_t __strftime_l(char *restrict s, size_t n, const char *restrict f,
	const struct tm *restrict tm, locale_t loc)
{
	if (!n) return 0;
	struct text t = { s, s + n - 1 };
	format(&t, f, tm, loc);
	*t.at = 0;
	return t.full ? 0 : t.at - s;
}

size_t strftime(char *restrict s, size_t n, const char *restrict f, const struct tm *restrict tm)
{
	return __strftime_l(s, n, f, tm, CURRENT_LOCALE);
}

weak_alias(__strftime_l, strftime_l);
