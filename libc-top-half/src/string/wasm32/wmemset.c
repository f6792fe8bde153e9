#include "wide.h"

wchar_t *wmemset(wchar_t *d, wchar_t c, size_t n)
{
	wchar_t *w = d;
	if (n >= 2) {
		uint64_t same = both(c);
		for (; n >= BLOCK; w += BLOCK, n -= BLOCK) {
			store_word(w, same);
			store_word(w + 2, same);
			store_word(w + 4, same);
			store_word(w + 6, same);
		}
		for (; n >= 2; w += 2, n -= 2) store_word(w, same);
	}
	if (n) *w = c;
	return d;
}
