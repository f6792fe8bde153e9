#include <string.h>

int strcmp(const char *s, const char *t)
{
	const unsigned char *l = (void *)s, *r = (void *)t;
	if (*l != *r) return *l - *r;
	return strncmp(s, t, -1);
}
