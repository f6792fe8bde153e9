#include <stdarg.h>
#include <stdio.h>

/* A compiler may call this for a printf that needs only part of it. */
int iprintf(const char *restrict fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vprintf(fmt, ap);
	va_end(ap);
	return n;
}
