#include <strings.h>

int strcasecmp(const char *s, const char *t)
{
	return strncasecmp(s, t, -1);
}

int __strcasecmp_l(const char *s, const char *t, locale_t locale)
{
	return strcasecmp(s, t);
}

weak_alias(__strcasecmp_l, strcasecmp_l);
