#include <stdlib.h>
#include <wchar.h>
#include "utf8.h"

/* Hides that bytes are in a word that is loaded already: to shift them out of it takes more
 * instructions than to load them. */
static inline const unsigned char *hidden_bytes(const unsigned char *s)
{
	__asm__("" : "+r"(s));
	return s;
}

static inline void widen8(wchar_t *restrict to, const unsigned char *s)
{
	s = hidden_bytes(s);
	to[0] = s[0];
	to[1] = s[1];
	to[2] = s[2];
	to[3] = s[3];
	to[4] = s[4];
	to[5] = s[5];
	to[6] = s[6];
	to[7] = s[7];
}

/* Up to seven characters. */
static inline void widen(wchar_t *restrict to, const unsigned char *s, int n)
{
	s = hidden_bytes(s);
	if (n & 4) {
		to[0] = s[0];
		to[1] = s[1];
		to[2] = s[2];
		to[3] = s[3];
		to += 4;
		s += 4;
	}
	if (n & 2) {
		to[0] = s[0];
		to[1] = s[1];
		to += 2;
		s += 2;
	}
	if (n & 1) *to = *s;
}

/* mbrtowc converts what is not UTF-8, not whole, or near the end. The first word of the state is
 * zero, or belongs to it. */
__attribute__((__always_inline__)) static inline size_t convert(wchar_t *restrict ws,
	const char **restrict src, size_t n, size_t wn, mbstate_t *st, int store)
{
	const unsigned char *s = (const void *)*src, *end = s + n;
	/* Up to here, characters are whole: none if one has begun in an earlier call. */
	const unsigned char *last = *(unsigned *)st ? s - 1 : end - 4;
	size_t left = wn;
	int length, utf8 = MB_CUR_MAX > 1;
	wchar_t c;

	while (left) {
		if (s > last) goto single;
		uint32_t x = load_half(s);
		if (!(x & 0x80)) {
			uint64_t found = 0;
			while (end - s >= 8 && left >= 8 && !(found = not_ascii(load_word(s)))) {
				if (store) {
					widen8(ws, s);
					ws += 8;
				}
				s += 8;
				left -= 8;
			}
			if (!left) break;
			if (!found) goto single;
			int ascii = first_byte(found);
			if (store) {
				widen(ws, s, ascii);
				ws += ascii;
			}
			s += ascii;
			left -= ascii;
			if (*s) continue;
			goto single;
		}
		if (utf8 && (length = decode(x, &c))) goto converted;
single:
		if (s == end) break;
		length = mbrtowc(&c, (const void *)s, end - s, st);
		if (length == -1) {
			if (store) *src = (const void *)s;
			return -1;
		}
		if (length == -2) {
			s = end;
			break;
		}
		if (!length) {
			if (store) {
				*ws = 0;
				*src = 0;
			}
			return wn - left;
		}
		last = end - 4;
converted:
		if (store) *ws++ = c;
		s += length;
		left--;
	}
	if (store) *src = (const void *)s;
	return wn - left;
}

size_t mbsnrtowcs(wchar_t *restrict ws, const char **restrict src, size_t n, size_t wn,
	mbstate_t *restrict st)
{
	static unsigned internal_state;
	/* n may pass the end of memory, if the string ends before. */
	size_t left = readable(*src);
	mbstate_t copy;

	if (n > left) n = left;
	if (!st) st = (void *)&internal_state;
	if (ws) return convert(ws, src, n, wn, st, 1);
	copy = *st;
	return convert(0, src, n, -1, &copy, 0);
}
