#include <wchar.h>

wchar_t *wcsncat(wchar_t *restrict d, const wchar_t *restrict s, size_t n)
{
	wchar_t *end = d + wcslen(d);
	size_t l = wcsnlen(s, n);
	wmemcpy(end, s, l);
	end[l] = 0;
	return d;
}
