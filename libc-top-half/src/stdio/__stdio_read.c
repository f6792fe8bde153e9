#include <string.h>
#include "stdio_impl.h"

/* Hosts fill only the first of several buffers: give them the one that suits. */
size_t __stdio_read(FILE *f, unsigned char *buf, size_t len)
{
	int direct = len >= f->buf_size;
	ssize_t n = direct ? syscall(SYS_read, f->fd, buf, len)
			   : syscall(SYS_read, f->fd, f->buf, f->buf_size);
	if (n <= 0) {
		f->flags |= n ? F_ERR : F_EOF;
		return 0;
	}
	if (direct) return n;
	if (len > n) len = n;
	memcpy(buf, f->buf, len);
	f->rpos = f->buf + len;
	f->rend = f->buf + n;
	return len;
}
