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

/* What programs use that were written for glibc, put in the words of upstream's strptime,
 * which has the other name in its own file: blanks before each number, %k and %l, flags
 * of strftime; E and O ask for a locale's other calendar and other digits, and no locale
 * has any. Offsets and names of zones are read here. */
char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict tm)
{
	char plain[6 * strlen(format) + 1], *to = plain;
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
	return __strptime_plain(text, plain, tm);
}
