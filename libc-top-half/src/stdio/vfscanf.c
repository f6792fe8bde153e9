/* Upstream scans in long double, where each operation is a function call on wasm, and calls a
 * function for each byte. Ours is in __scan.c, and reads the stream's buffer. */
#include "scan.h"
#include "stdio_impl.h"

struct file {
	struct stream s;
	FILE *f;
};

static int refill(struct stream *s)
{
	FILE *f = ((struct file *)s)->f;
	f->rpos = (unsigned char *)s->in.at;
	int c = __uflow(f);
	/* A stream without a buffer has room for the byte before it. */
	if (c >= 0) *--f->rpos = c;
	s->in.at = f->rpos;
	s->rend = f->rend;
	return c;
}

int vfscanf(FILE *restrict f, const char *restrict fmt, va_list ap)
{
	int matches = EOF;
	FLOCK(f);
	if (!f->rpos) __toread(f);
	if (f->rpos) {
		struct file file = { { .in = { f->rpos, f->rend }, .refill = refill, .rend = f->rend }, f };
		matches = __scan(&file.s, fmt, ap);
		f->rpos = (unsigned char *)file.s.in.at;
	}
	FUNLOCK(f);
	return matches;
}

weak_alias(vfscanf, __isoc99_vfscanf);
