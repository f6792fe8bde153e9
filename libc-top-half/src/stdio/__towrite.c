/* Upstream's buffering of a terminal is known when the stream is made. Here it is found out
 * when writing begins, so that no text is searched for the end of a line in vain. */
#include "stdio_impl.h"

int __towrite(FILE *f)
{
	f->mode |= f->mode - 1;
	if (f->flags & F_NOWR) {
		f->flags |= F_ERR;
		return EOF;
	}
	/* A stream that writes has nothing to read. */
	f->rpos = f->rend = 0;
	f->wpos = f->wbase = f->buf;
	f->wend = f->buf + f->buf_size;
	if (f->flags & F_ASK) {
		f->flags &= ~F_ASK;
		f->write(f, 0, 0);
	}
	return 0;
}

/* Links the flush at exit. */
hidden void __towrite_needs_stdio_exit()
{
	__stdio_exit_needed();
}
