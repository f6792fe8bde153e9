#define _GNU_SOURCE
#include <string.h>

#ifndef WINDOW
#define WINDOW 64
#endif

/* Searches a window that doubles, as the needle may be near and the end of the haystack far
 * away. */
char *strstr(const char *h, const char *n)
{
	if (!*n) return (char *)h;
	h = strchr(h, *n);
	if (!h || !n[1]) return (char *)h;
	size_t l = strlen(n);
	for (size_t ahead = l + WINDOW;; ahead *= 2) {
		const char *end = memchr(h, 0, ahead);
		size_t k = end ? end - h : ahead;
		char *found = memmem(h, k, n, l);
		if (found || end) return found;
		h += k - l + 1;
	}
}
