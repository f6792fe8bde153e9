#include <limits.h>
#include <stdlib.h>
#include <wchar.h>
#include "locale_impl.h"
#include "stdio_impl.h"

/* In the stream's locale: not ASCII. The buffer has room for the longest character, or the bytes
 * go through one of ours. */
static inline wint_t character(wchar_t c, FILE *f)
{
	char buffer[MB_LEN_MAX];
	int length;

	if (f->wpos + MB_LEN_MAX < f->wend) {
		length = wcrtomb((void *)f->wpos, c, 0);
		if (length < 0) return WEOF;
		f->wpos += length;
		return c;
	}
	length = wcrtomb(buffer, c, 0);
	if (length < 0 || __fwritex((void *)buffer, length, f) < length) return WEOF;
	return c;
}

wint_t __fputwc_unlocked(wchar_t c, FILE *f)
{
	wint_t put;

	if (f->mode <= 0) fwide(f, 1);
	if ((unsigned)c < 0x80) {
		put = putc_unlocked(c, f);
	} else {
		locale_t *locale = &CURRENT_LOCALE, before = *locale;
		*locale = f->locale;
		put = character(c, f);
		*locale = before;
	}
	if (put == WEOF) f->flags |= F_ERR;
	return put;
}

wint_t fputwc(wchar_t c, FILE *f)
{
	FLOCK(f);
	wint_t put = __fputwc_unlocked(c, f);
	FUNLOCK(f);
	return put;
}

weak_alias(__fputwc_unlocked, fputwc_unlocked);
weak_alias(__fputwc_unlocked, putwc_unlocked);
