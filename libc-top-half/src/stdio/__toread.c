/* Upstream leaves the buffer full of what it held before. Here, what lies between its begin and
 * rend always ends where the descriptor is, so that fseek can find a place in it. */
#include "stdio_impl.h"

int __toread(FILE *f)
{
	f->mode |= f->mode - 1;
	if (f->wpos != f->wbase) f->write(f, 0, 0);
	f->wpos = f->wbase = f->wend = 0;
	if (f->flags & F_NORD) {
		f->flags |= F_ERR;
		return EOF;
	}
	f->rpos = f->rend = f->buf;
	return f->flags & F_EOF ? EOF : 0;
}

/* Links the flush at exit. */
hidden void __toread_needs_stdio_exit()
{
	__stdio_exit_needed();
}
