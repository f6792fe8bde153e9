#include "wide.h"
#define LETTER wchar_t
#include "../two_way.h"

static inline int letter(const wchar_t *s, ptrdiff_t at)
{
	return s[at];
}

/* For a haystack that resembles the needle in too many places. */
__attribute__((__noinline__)) static wchar_t *linear(
	const wchar_t *h, ptrdiff_t k, const wchar_t *n, ptrdiff_t l)
{
	struct search q;
	prepare(&q, n, l);
	return find(&q, &h, &k) ? (wchar_t *)h : 0;
}

/* Half of the result is zero where the needle's first character and, l - 1 later, its last one
 * stand. */
static inline uint64_t differ(const wchar_t *h, size_t l, uint64_t head, uint64_t tail)
{
	return load_word(h) ^ head | load_word(h + l - 1) ^ tail;
}

/* Of a haystack of k characters, none of them zero. */
static wchar_t *search(const wchar_t *h, size_t k, const wchar_t *n, size_t l)
{
	const wchar_t *start = h, *last = h + k - l;
	uint64_t head = both(n[0]), tail = both(n[l - 1]);
	/* About the number of words that comparisons have read in vain. */
	size_t lost = 0;
	if (k < l) return 0;
	for (;;) {
		for (int i = 0; i < 4; i++, h++) {
			if (h > last) return 0;
			if (h[0] != n[0] || h[l - 1] != n[l - 1]) continue;
			if (!wmemcmp(h, n, l)) return (wchar_t *)h;
			lost += 4 + l / 2;
		}
		if (lost > 128 + (h - start)) return linear(h, last - h + l, n, l);
		for (; last - h >= 3; h += 4)
			if (wide_suspects(differ(h, l, head, tail))
				|| wide_suspects(differ(h + 2, l, head, tail))) break;
	}
}

/* Searches a window that doubles, as the needle may be near and the end of the haystack far
 * away. */
wchar_t *wcsstr(const wchar_t *restrict h, const wchar_t *restrict n)
{
	if (!n[0]) return (wchar_t *)h;
	h = wcschr(h, *n);
	if (!h || !n[1]) return (wchar_t *)h;
	/* The haystack can be far shorter than the needle, or longer. */
	size_t l = 0;
	while (n[l] && h[l]) l++;
	if (n[l]) return 0;
	for (size_t ahead = l + 64;; ahead *= 2) {
		size_t k = wcsnlen(h, ahead);
		wchar_t *found = search(h, k, n, l);
		if (found || k < ahead) return found;
		h += k - l + 1;
	}
}
