#include <string.h>
#include "stdio_impl.h"

/* Hosts write only the first of several buffers, so that new data joins the
 * buffered as far as it fits, and a full buffer goes out in one call. */

static size_t put(FILE *f, const unsigned char *buf, size_t len)
{
	size_t done = 0;
	f->off = 0;
	while (done < len) {
		ssize_t n = syscall(SYS_write, f->fd, buf + done, len - done);
		if (n < 0) {
			f->wpos = f->wbase = f->wend = 0;
			f->flags |= F_ERR;
			break;
		}
		done += n;
	}
	return done;
}

size_t __stdio_write(FILE *f, const unsigned char *buf, size_t len)
{
	size_t old = f->wpos - f->wbase;
	size_t join = f->wend - f->wpos;
	if (!old && len >= join) join = 0;
	if (join > len) join = len;
	if (join) memcpy(f->wpos, buf, join);

	size_t all = old + join;
	size_t n = put(f, f->wbase, all);
	if (n < all) return n > old ? n - old : 0;
	f->wpos = f->wbase = f->buf;
	f->wend = f->buf + f->buf_size;

	size_t rest = len - join;
	if (f->lbf < 0 && rest < f->buf_size) {
		if (rest) memcpy(f->wpos, buf + join, rest);
		f->wpos += rest;
		return len;
	}
	return join + put(f, buf + join, rest);
}
