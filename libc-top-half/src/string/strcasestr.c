#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>
#define LETTER char
#include "two_way.h"

static inline int letter(const char *s, ptrdiff_t at)
{
	return tolower((unsigned char)s[at]);
}

/* Linear, which configure scripts test for. */
char *strcasestr(const char *s, const char *word)
{
	struct search q;
	ptrdiff_t len = strlen(word), known = 0;
	if (!len) return (char *)s;
	prepare(&q, word, len);
	while (!find(&q, &s, &known)) {
		known += strnlen(s + known, len + 1024);
		if (known < len) return 0;
	}
	return (char *)s;
}
