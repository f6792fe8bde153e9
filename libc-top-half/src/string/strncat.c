#include <string.h>

char *strncat(char *restrict d, const char *restrict s, size_t n)
{
	char *end = d + strlen(d);
	if (!memccpy(end, s, 0, n)) end[n] = 0;
	return d;
}
