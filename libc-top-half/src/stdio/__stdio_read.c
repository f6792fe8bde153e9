#include <string.h>
#include "stdio_impl.h"

/* Hosts fill only the first of several buffers: give them the one that suits. */
size_t __stdio_read(FILE *f, unsigned char *buf, size_t len)
{
	int direct = len >= f->buf_size;
	unsigned char *to = direct ? buf : f->buf;
	size_t most = direct ? len : f->buf_size;
	if (f->flags & F_SOUGHT) {
		f->flags &= ~F_SOUGHT;
		if (!direct && most > SOUGHT_READ && len <= SOUGHT_READ) most = SOUGHT_READ;
	}
	ssize_t n = syscall(SYS_read, f->fd, to, most);
	if (n <= 0) {
		f->off = 0;
		f->flags |= n ? F_ERR : F_EOF;
		return 0;
	}
	f->off = f->off > 0 ? f->off + n : 0;
	if (direct) return n;
	if (len > n) len = n;
	memcpy(buf, f->buf, len);
	f->rpos = f->buf + len;
	f->rend = f->buf + n;
	return len;
}
