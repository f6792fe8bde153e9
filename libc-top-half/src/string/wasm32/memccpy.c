#include <string.h>
#include "word.h"

void *memccpy(void *restrict dest, const void *restrict src, int c, size_t n)
{
	char *d = dest;
	const char *s = src;
	if (n < 8) {
		for (; n; n--)
			if ((*d++ = *s++) == (char)c) return d;
		return 0;
	}
	if (readable(s) >= 8) {
		uint64_t found = zeros(load_word(s) ^ ONES * (unsigned char)c);
		if (found) {
			n = first_byte(found) + 1;
			memcpy(d, s, n);
			return d + n;
		}
	}
	const char *end = memchr(s, c, n);
	if (end) n = end + 1 - s;
	memcpy(d, s, n);
	return end ? d + n : 0;
}
