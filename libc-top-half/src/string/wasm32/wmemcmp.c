#include "wide.h"

int wmemcmp(const wchar_t *l, const wchar_t *r, size_t n)
{
	for (; n >= 4; l += 4, r += 4, n -= 4)
		if (load_word(l) ^ load_word(r) | load_word(l + 2) ^ load_word(r + 2)) break;
	for (; n; l++, r++, n--)
		if (*l != *r) return *l < *r ? -1 : 1;
	return 0;
}
