#include "wide.h"

wchar_t *wcschr(const wchar_t *s, wchar_t c)
{
	for (size_t left = 0;; left = blocks(s)) {
		uint64_t same = both(c);
		for (; left && !(block_suspects(s, 0) | block_suspects(s, same)); left--) s += BLOCK;
		UNROLL
		for (int i = 0; i < BLOCK; i++) {
			if (s[i] == c) return (wchar_t *)s + i;
			if (!s[i]) return 0;
		}
		s += BLOCK;
	}
}
