#include <errno.h>
#include <stdlib.h>
#include <wchar.h>
#include "utf8.h"

/* n may pass the end of memory, if the string ends before. */
int mbtowc(wchar_t *restrict wc, const char *restrict src, size_t n)
{
	const unsigned char *s = (const void *)src;
	uint32_t x = 0;
	wchar_t whole;
	int length;

	if (!s) return 0;
	if (!n) goto ilseq;
	if (*s < 0x80) {
		if (wc) *wc = *s;
		return *s != 0;
	}
	if (MB_CUR_MAX == 1) {
		whole = CODEUNIT(*s);
		length = 1;
	} else {
		if (n >= 4) n = readable(s);
		if (n >= 4) x = load_half(s);
		else
			while (n--) x = x << 8 | s[n];
		length = decode(x, &whole);
	}
	if (!length) goto ilseq;
	if (wc) *wc = whole;
	return length;
ilseq:
	errno = EILSEQ;
	return -1;
}
