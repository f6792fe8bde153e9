#define _GNU_SOURCE
#include <string.h>
#define LETTER char
#include "../two_way.h"
#include "word.h"

static inline int letter(const char *s, ptrdiff_t at)
{
	return (unsigned char)s[at];
}

/* For a haystack that resembles the needle in too many places. Not inline: memmem itself needs
 * no stack. */
__attribute__((__noinline__)) static char *linear(
	const char *h, ptrdiff_t k, const char *n, ptrdiff_t l)
{
	struct search q;
	prepare(&q, n, l);
	return find(&q, &h, &k) ? (char *)h : 0;
}

/* A byte of the result is zero where the needle's first letter and, l - 1 bytes later, its
 * last letter stand. */
static inline uint64_t both(const char *h, size_t l, uint64_t head, uint64_t tail)
{
	return load_word(h) ^ head | load_word(h + l - 1) ^ tail;
}

void *memmem(const void *hay, size_t k, const void *needle, size_t l)
{
	const char *h = hay, *n = needle;
	if (k < l) return 0;
	if (!l) return (void *)h;
	if (l == 1) return memchr(h, *n, k);

	uint64_t head = ONES * (unsigned char)n[0], tail = ONES * (unsigned char)n[l - 1];
	const char *last = h + k - l;
	/* About the number of words that comparisons have read in vain. */
	size_t lost = 0;
	while (last - h >= 7) {
		uint64_t found = zeros(both(h, l, head, tail));
		for (; found; found &= found - 1) {
			const char *at = h + first_byte(found);
			if (!memcmp(at, n, l)) return (void *)at;
			lost += 4 + l / 8;
		}
		if (lost > 128 + (h - (const char *)hay)) return linear(h, last - h + l, n, l);
		h += 8;
		for (; last - h >= 15; h += 16)
			if (suspects(both(h, l, head, tail)) | suspects(both(h + 8, l, head, tail))) break;
	}
	for (; h <= last; h++)
		if (*h == *n && !memcmp(h, n, l)) return (void *)h;
	return 0;
}
