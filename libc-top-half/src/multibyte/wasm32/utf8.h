/* UTF-8, in words where it is ASCII. */
#include <stddef.h>
#include "../internal.h"
#include "../../string/wasm32/word.h"

/* Not zero if a byte of x is zero or not ASCII; the lowest such byte is marked, and none below. */
static inline uint64_t not_ascii(uint64_t x)
{
	return (x - ONES | x) & HIGHS;
}

/* The length of the character that four bytes begin with, or 0 if it is not valid or ASCII. The
 * tests are of the bits that mark the first byte and the others, in one word. */
__attribute__((__always_inline__)) static inline int decode(uint32_t x, wchar_t *wc)
{
	uint32_t c;
	if ((x & 0xc0e0) == 0x80c0) {
		*wc = (x & 0x1f) << 6 | x >> 8 & 0x3f;
		return x & 0x1e ? 2 : 0;
	}
	if ((x & 0xc0c0f0) == 0x8080e0) {
		*wc = c = (x & 0xf) << 12 | x >> 2 & 0xfc0 | x >> 16 & 0x3f;
		return c < 0x800 || c - 0xd800 < 0x800 ? 0 : 3;
	}
	if ((x & 0xc0c0c0f8) == 0x808080f0) {
		*wc = c = (x & 7) << 18 | x << 4 & 0x3f000 | x >> 10 & 0xfc0 | x >> 24 & 0x3f;
		return c - 0x10000 < 0x100000 ? 4 : 0;
	}
	return 0;
}
