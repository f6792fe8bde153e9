/* As upstream, but a buffer that no longer has the text of the file is marked, for fseek. */
#include "stdio_impl.h"

int ungetc(int c, FILE *f)
{
	if (c == EOF) return c;
	FLOCK(f);
	unsigned char *p = f->rpos;
	if (!p) {
		__toread(f);
		p = f->rpos;
	}
	if (!p || p <= f->buf - UNGET) {
		FUNLOCK(f);
		return EOF;
	}
	if (*--p != (unsigned char)c) {
		if (p >= f->buf) f->off = ALTERED;
		*p = c;
	}
	f->rpos = p;
	f->flags &= ~F_EOF;
	FUNLOCK(f);
	return (unsigned char)c;
}
