/* As upstream, but a piece that fits into the buffer is copied there at once. */
#include <string.h>
#include "stdio_impl.h"

size_t __fwritex(const unsigned char *restrict s, size_t n, FILE *restrict f)
{
	size_t lines = 0;
	if (!f->wend && __towrite(f)) return 0;
	if (n > f->wend - f->wpos) return f->write(f, s, n);
	if (f->lbf >= 0) {
		/* Whole lines go out. */
		for (lines = n; lines && s[lines - 1] != '\n';) lines--;
		if (lines) {
			size_t done = f->write(f, s, lines);
			if (done < lines) return done;
		}
	}
	memcpy(f->wpos, s + lines, n - lines);
	f->wpos += n - lines;
	return n;
}

size_t fwrite(const void *restrict s, size_t size, size_t count, FILE *restrict f)
{
	size_t n = size * count, done = n;
	if (!size) return 0;
	FLOCK(f);
	if (f->lbf < 0 && n <= f->wend - f->wpos) {
		memcpy(f->wpos, s, n);
		f->wpos += n;
	} else {
		done = __fwritex(s, n, f);
	}
	FUNLOCK(f);
	return done == n ? count : done / size;
}

weak_alias(fwrite, fwrite_unlocked);
