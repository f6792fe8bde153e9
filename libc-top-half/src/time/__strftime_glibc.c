#define _GNU_SOURCE
#include <string.h>
#include <time.h>
#include "locale_impl.h"

size_t __strftime_l(char *restrict, size_t, const char *restrict, const struct tm *restrict,
	locale_t);

/* Translates conversions of glibc for upstream's strftime: %k, %l and %P. Unknown
 * conversions, and a % at the end, are copied. */
size_t strftime_l(char *restrict s, size_t n, const char *restrict f, const struct tm *restrict tm,
	locale_t loc)
{
	char plain[2 * strlen(f) + 1], *to = plain;
	while (*f) {
		*to++ = *f;
		if (*f++ != '%') continue;
		char *start = to;
		/* A flag, a width, and the modifiers, which have no effect in these locales. */
		while (*f && strchr("-_+0123456789EO", *f)) *to++ = *f++;
		char c = *f;
		if (c) f++;
		if (c == 'P') {
			to = stpcpy(start - 1, tm->tm_hour < 12 ? "am" : "pm");
			continue;
		}
		if (c == 'k' || c == 'l') {
			/* A blank in front, where no flag says otherwise. */
			if (to == start) *to++ = '_';
			c = c == 'k' ? 'H' : 'I';
		} else if (!c || !strchr("aAbBcCdDeFgGhHIjmMnprRsStTuUVwWxXyYzZ%", c)) {
			memmove(start + 1, start, to++ - start);
			*start = '%';
		}
		if (c) *to++ = c;
	}
	*to = 0;
	return __strftime_l(s, n, plain, tm, loc);
}

size_t strftime(char *restrict s, size_t n, const char *restrict f, const struct tm *restrict tm)
{
	return strftime_l(s, n, f, tm, CURRENT_LOCALE);
}
