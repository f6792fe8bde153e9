#include <errno.h>
#include <stdlib.h>
#include <wchar.h>
#include "utf8.h"

/* A character that may have begun in an earlier call, may end in a later one, or is not valid. */
__attribute__((__noinline__)) static size_t continued(
	wchar_t *restrict wc, const unsigned char *restrict s, size_t n, unsigned *state)
{
	unsigned c = *state;
	size_t length = 0;

	if (!s) {
		if (c) goto ilseq;
		return 0;
	}
	if (!n) return -2;
	if (!c) {
		if (MB_CUR_MAX == 1) {
			if (wc) *wc = CODEUNIT(*s);
			return 1;
		}
		if (*s-SA > SB-SA) goto ilseq;
		c = bittab[*s-SA];
		length = 1;
	}
	do {
		if (length == n) {
			*state = c;
			return -2;
		}
		if (OOB(c,s[length])) goto ilseq;
		c = c<<6 | s[length++]-0x80;
	} while ((int)c < 0);
	*state = 0;
	if (wc) *wc = c;
	return length;
ilseq:
	*state = 0;
	errno = EILSEQ;
	return -1;
}

/* n may pass the end of memory, if the string ends before. */
size_t mbrtowc(wchar_t *restrict wc, const char *restrict src, size_t n, mbstate_t *restrict st)
{
	static unsigned internal_state;
	unsigned *state = st ? (unsigned *)st : &internal_state;
	const unsigned char *s = (const void *)src;

	if (s && n && !*state) {
		if (*s < 0x80) {
			if (wc) *wc = *s;
			return *s != 0;
		}
		if (n >= 4 && readable(s) >= 4 && MB_CUR_MAX > 1) {
			wchar_t whole;
			int length = decode(load_half(s), &whole);
			if (length) {
				if (wc) *wc = whole;
				return length;
			}
		}
	}
	return continued(wc, s, n, state);
}
