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

void vwarn(const char *fmt, va_list ap)
{
	message(fmt, ap, 1);
}

void vwarnx(const char *fmt, va_list ap)
{
	message(fmt, ap, 0);
}

_Noreturn void verr(int status, const char *fmt, va_list ap)
{
	vwarn(fmt, ap);
	exit(status);
}

_Noreturn void verrx(int status, const char *fmt, va_list ap)
{
	vwarnx(fmt, ap);
	exit(status);
}

void warn(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vwarn(fmt, ap);
	va_end(ap);
}

void warnx(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vwarnx(fmt, ap);
	va_end(ap);
}

_Noreturn void err(int status, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	verr(status, fmt, ap);
}

_Noreturn void errx(int status, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	verrx(status, fmt, ap);
}
