#define _BSD_SOURCE
#include <string.h>

size_t strlcpy(char *d, const char *s, size_t n)
{
	size_t len = strlen(s);
	if (n--) {
		if (n > len) n = len;
		memcpy(d, s, n);
		d[n] = 0;
	}
	return len;
}
