#include <errno.h>
#include <stdlib.h>
#include <wchar.h>
#include "locale_impl.h"
#include "stdio_impl.h"

/* In the stream's locale. */
static inline wint_t character(FILE *f)
{
	mbstate_t state = { 0 };
	wchar_t wc;
	size_t part;

	if (f->rpos != f->rend) {
		int length = mbtowc(&wc, (const void *)f->rpos, f->rend - f->rpos);
		if (length >= 0) {
			/* The length of the null character is 0, but it has a byte. */
			f->rpos += length ? length : 1;
			return wc;
		}
	}
	/* It is not valid, or the buffer ends in it. */
	for (int first = 1;; first = 0) {
		int c = getc_unlocked(f);
		unsigned char b = c;
		if (c < 0) {
			if (first) return WEOF;
			f->flags |= F_ERR;
			errno = EILSEQ;
			return WEOF;
		}
		part = mbrtowc(&wc, (const void *)&b, 1, &state);
		if (part == -1) {
			if (first) return WEOF;
			/* The byte that does not belong to the character may begin the next one. */
			f->flags |= F_ERR;
			ungetc(b, f);
			return WEOF;
		}
		if (part != -2) return wc;
	}
}

wint_t __fgetwc_unlocked(FILE *f)
{
	locale_t *locale = &CURRENT_LOCALE, before = *locale;
	wint_t wc;

	/* ASCII is itself in each locale. */
	if (f->mode > 0 && f->rpos != f->rend && *f->rpos < 0x80) return *f->rpos++;
	if (f->mode <= 0) fwide(f, 1);
	*locale = f->locale;
	wc = character(f);
	*locale = before;
	return wc;
}

wint_t fgetwc(FILE *f)
{
	FLOCK(f);
	wint_t wc = __fgetwc_unlocked(f);
	FUNLOCK(f);
	return wc;
}

weak_alias(__fgetwc_unlocked, fgetwc_unlocked);
weak_alias(__fgetwc_unlocked, getwc_unlocked);
