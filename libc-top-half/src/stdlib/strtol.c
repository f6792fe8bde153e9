#include "stdio_impl.h"
#include "intscan.h"
#include "shgetc.h"
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

/* Without strtoimax and strtoumax: a shell may define those, and use these. */

static unsigned long long scan(const char *s, char **end, int base, unsigned long long limit)
{
	FILE f;
	sh_fromstring(&f, s);
	shlim(&f, 0);
	unsigned long long x = __intscan(&f, base, 1, limit);
	if (end) *end = (char *)s + shcnt(&f);
	return x;
}

long strtol(const char *restrict s, char **restrict end, int base)
{
	return scan(s, end, base, 0UL + LONG_MIN);
}

unsigned long strtoul(const char *restrict s, char **restrict end, int base)
{
	return scan(s, end, base, ULONG_MAX);
}

long long strtoll(const char *restrict s, char **restrict end, int base)
{
	return scan(s, end, base, LLONG_MIN);
}

unsigned long long strtoull(const char *restrict s, char **restrict end, int base)
{
	return scan(s, end, base, ULLONG_MAX);
}

weak_alias(strtol, __strtol_internal);
weak_alias(strtoul, __strtoul_internal);
weak_alias(strtoll, __strtoll_internal);
weak_alias(strtoull, __strtoull_internal);
