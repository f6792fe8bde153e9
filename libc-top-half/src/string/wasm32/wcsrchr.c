#include "wide.h"

wchar_t *wcsrchr(const wchar_t *s, wchar_t c)
{
	const wchar_t *p = s + wcslen(s);
	uint64_t same = both(c);
	if (!c) return (wchar_t *)p;
	while (p - s >= BLOCK && !block_suspects(p - BLOCK, same)) p -= BLOCK;
	while (p != s)
		if (*--p == c) return (wchar_t *)p;
	return 0;
}
