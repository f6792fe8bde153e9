#include "wide.h"

size_t wcslen(const wchar_t *s)
{
	const wchar_t *w = s;
	UNROLL
	for (int i = 0; i < BLOCK; i++)
		if (!w[i]) return i;
	w += BLOCK;
	for (size_t left = blocks(w); left && !block_suspects(w, 0); left--) w += BLOCK;
	for (;; w += 4) {
		if (!w[0]) return w - s;
		if (!w[1]) return w + 1 - s;
		if (!w[2]) return w + 2 - s;
		if (!w[3]) return w + 3 - s;
	}
}
