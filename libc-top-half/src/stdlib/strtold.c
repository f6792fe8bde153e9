#include <stdlib.h>
#include "floatscan.h"
#include "shgetc.h"
#include "stdio_impl.h"

long double strtold(const char *restrict s, char **restrict end)
{
	FILE f;
	sh_fromstring(&f, s);
	shlim(&f, 0);
	long double x = __floatscan(&f, 2, 1);
	if (end) *end = (char *)s + shcnt(&f);
	return x;
}
