#include <wchar.h>

wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t n)
{
	for (; n >= 4; n -= 4, s += 4) {
		if (s[0] == c) return (wchar_t *)s;
		if (s[1] == c) return (wchar_t *)s + 1;
		if (s[2] == c) return (wchar_t *)s + 2;
		if (s[3] == c) return (wchar_t *)s + 3;
	}
	for (; n; n--, s++)
		if (*s == c) return (wchar_t *)s;
	return 0;
}
