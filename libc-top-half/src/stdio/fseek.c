/* Upstream discards the buffer. Ours keeps it if it holds the place. stdout and stderr have no
 * seek of their own: see __file_seek. */
#include <errno.h>
#include "stdio_impl.h"

int __fseeko_unlocked(FILE *f, off_t off, int whence)
{
	if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) {
		errno = EINVAL;
		return -1;
	}
	/* The descriptor's position is after the unread bytes in the buffer. */
	if (whence == SEEK_CUR && f->rend) off -= f->rend - f->rpos;
	/* A place in the buffer, if nothing can be written there: __towrite forgets the buffer,
	 * and the descriptor must be where the text goes. */
	if (f->rend && f->off > 0 && f->flags & F_NOWR && f->mode <= 0 && whence != SEEK_END) {
		off_t move = whence == SEEK_CUR ? off : off - (f->off - 1);
		if (move <= 0 && move >= f->buf - f->rend) {
			f->rpos = f->rend + move;
			f->flags &= ~F_EOF;
			return 0;
		}
	}
	if (f->wpos != f->wbase) {
		f->write(f, 0, 0);
		if (!f->wpos) return -1;
	}
	f->wpos = f->wbase = f->wend = 0;
	if (__file_seek(f, off, whence) < 0) return -1;
	f->rpos = f->rend = 0;
	f->flags = (f->flags & ~F_EOF) | F_SOUGHT;
	return 0;
}

int __fseeko(FILE *f, off_t off, int whence)
{
	FLOCK(f);
	int r = __fseeko_unlocked(f, off, whence);
	FUNLOCK(f);
	return r;
}

int fseek(FILE *f, long off, int whence)
{
	return __fseeko(f, off, whence);
}

weak_alias(__fseeko, fseeko);
