/* Upstream writes each part of a message separately. Ours sends the message in one host call. */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "stdio_impl.h"

extern char *__progname;

static void message(const char *fmt, va_list ap, int with_error)
{
	FILE *f = stderr;
	unsigned char line[80], *own = f->buf;
	int lent = __file_lend(f, line, sizeof line);
	fprintf(f, "%s: ", __progname);
	if (fmt) {
		vfprintf(f, fmt, ap);
		if (with_error) fputs(": ", f);
	}
	if (with_error) perror(0);
	else fputc('\n', f);
	if (lent) __file_take_back(f, own);
}

#define WITH_ARGUMENTS(call) \
	va_list ap; \
	va_start(ap, fmt); \
	call; \
	va_end(ap)

void vwarn(const char *fmt, va_list ap)
{
	message(fmt, ap, 1);
}
void vwarnx(const char *fmt, va_list ap)
{
	message(fmt, ap, 0);
}
void warn(const char *fmt, ...)
{
	WITH_ARGUMENTS(message(fmt, ap, 1));
}
void warnx(const char *fmt, ...)
{
	WITH_ARGUMENTS(message(fmt, ap, 0));
}

_Noreturn void verr(int status, const char *fmt, va_list ap)
{
	message(fmt, ap, 1);
	exit(status);
}

_Noreturn void verrx(int status, const char *fmt, va_list ap)
{
	message(fmt, ap, 0);
	exit(status);
}

_Noreturn void err(int status, const char *fmt, ...)
{
	WITH_ARGUMENTS(verr(status, fmt, ap));
}

_Noreturn void errx(int status, const char *fmt, ...)
{
	WITH_ARGUMENTS(verrx(status, fmt, ap));
}
