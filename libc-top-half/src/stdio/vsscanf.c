/* Upstream makes a stream of the string. */
#include <stdio.h>
#include <string.h>
#include "scan.h"

/* Not the whole string, of which a program may read little in each call. */
static int refill(struct stream *s)
{
	int c = *s->in.at;
	if (!c) return -1;
	s->rend = s->in.at + strnlen((char *)s->in.at, 64);
	return c;
}

int vsscanf(const char *restrict s, const char *restrict fmt, va_list ap)
{
	struct stream string = { .in = { (void *)s, (void *)s }, .refill = refill, .rend = (void *)s };
	return __scan(&string, fmt, ap);
}

weak_alias(vsscanf, __isoc99_vsscanf);
