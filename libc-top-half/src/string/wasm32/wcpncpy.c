#include "wide.h"

wchar_t *wcpncpy(wchar_t *restrict d, const wchar_t *restrict s, size_t n)
{
	UNROLL
	for (int i = 0; i < BLOCK; i++, n--, d++) {
		if (!n) return d;
		if (!(*d = *s++)) goto end;
	}
	size_t l = wcsnlen(s, n);
	wmemcpy(d, s, l);
	d += l;
	n -= l;
end:
	wmemset(d, 0, n);
	return d;
}
