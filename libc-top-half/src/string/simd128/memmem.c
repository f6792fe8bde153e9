#define _GNU_SOURCE
#include <string.h>
#define LETTER char
#include "../two_way.h"
#include "vector.h"

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

/* Marks where the needle's first letter and, l - 1 bytes later, its last letter stand. */
static inline marks both(const char *h, size_t l, vector head, vector tail)
{
	return load(h) == head & load(h + l - 1) == tail;
}

void *memmem(const void *hay, size_t k, const void *needle, size_t l)
{
	const char *h = hay, *n = needle;
	if (k < l) return 0;
	if (!l) return (void *)h;
	if (l == 1) return memchr(h, *n, k);

	vector head = splat(n[0]), tail = splat(n[l - 1]);
	/* The number of places where the needle may begin. */
	ptrdiff_t places = k - l + 1;
	/* About the number of vectors that comparisons have read in vain. */
	size_t lost = 0;
	do {
		if (places < VECTOR && readable(h + l - 1) < VECTOR) {
			for (; places > 0; places--, h++)
				if (*h == *n && !memcmp(h, n, l)) return (void *)h;
			return 0;
		}
		unsigned found = bits(both(h, l, head, tail));
		if (places < VECTOR) found &= (1u << places) - 1;
		for (; found; found &= found - 1) {
			const char *at = h + first(found);
			if (!memcmp(at, n, l)) return (void *)at;
			lost += 4 + l / VECTOR;
		}
		if (lost > 128 + (h - (const char *)hay)) return linear(h, places + l - 1, n, l);
		for (h += VECTOR, places -= VECTOR; places >= 2 * VECTOR; places -= 2 * VECTOR) {
			if (has_any(both(h, l, head, tail) | both(h + VECTOR, l, head, tail))) break;
			h += 2 * VECTOR;
		}
	} while (places > 0);
	return 0;
}
