#include "wide.h"

/* n may be larger than the memory that is left, if c occurs before. */
wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t n)
{
	for (int turn = 0; n >= 4; turn++) {
		UNROLL
		for (int i = 0; i < 4; i++)
			if (s[i] == c) return (wchar_t *)s + i;
		s += 4;
		n -= 4;
		if (turn == 1 && n >= BLOCK) {
			uint64_t same = both(c);
			size_t left = blocks(s);
			for (; n >= BLOCK && left && !block_suspects(s, same); left--) s += BLOCK, n -= BLOCK;
		}
	}
	for (; n; n--, s++)
		if (*s == c) return (wchar_t *)s;
	return 0;
}
