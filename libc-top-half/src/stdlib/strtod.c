/* Upstream reads a long double and rounds it. Ours needs no long double; strtold has a file of
 * its own. */
#include <stdlib.h>
#include "scan_float.h"
#include "shgetc.h"
#include "stdio_impl.h"

static double scan(const char *s, char **end, int precision)
{
	FILE f;
	struct scanned x;
	sh_fromstring(&f, s);
	shlim(&f, 0);
	__scan_float(&f, precision, 1, &x);
	if (end) *end = (char *)s + shcnt(&f);
	return __scanned_double(&x);
}

double strtod(const char *restrict s, char **restrict end)
{
	return scan(s, end, 1);
}

float strtof(const char *restrict s, char **restrict end)
{
	return scan(s, end, 0);
}
