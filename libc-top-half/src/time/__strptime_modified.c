#define _XOPEN_SOURCE 700
#include <string.h>
#include <time.h>

char *__strptime_plain(const char *restrict, const char *restrict, struct tm *restrict);

/* E and O ask for a locale's other calendar and other digits, and no locale has any: what
 * remains is for upstream's strptime, which has the other name in its own file. */
char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict tm)
{
	char plain[strlen(format) + 1], *to = plain;
	for (; *format; format++) {
		*to++ = *format;
		if (*format != '%' || !format[1]) continue;
		if (format[1] == 'E' && format[2] && strchr("cCxXyY", format[2])) format++;
		if (format[1] == 'O' && format[2] && strchr("deHImMSUwWy", format[2])) format++;
		*to++ = *++format;
	}
	*to = 0;
	return __strptime_plain(text, plain, tm);
}
