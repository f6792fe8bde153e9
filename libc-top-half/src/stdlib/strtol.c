#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include "scan_integer.h"

/* Without strtoimax and strtoumax: a shell may define those, and use these. */

static __attribute__((__noinline__)) uint64_t scan(const char *s, char **end, int base, uint64_t limit)
{
	struct source in = { .at = (void *)s };
	uint64_t n;
	int found = scan_integer(&in, 1, base, 1, limit, &n);
	if (end) *end = found ? (char *)in.at : (char *)s;
	return n;
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
