#include <string.h>
#include <sys/ioctl.h>
#include "stdio_impl.h"

/* The first write of a stream that may be a terminal: only now it matters. */
size_t __stdout_write(FILE *f, const unsigned char *buf, size_t len)
{
	struct winsize size;
	f->write = __stdio_write;
	if (!(f->flags & F_SVB) && __syscall(SYS_ioctl, f->fd, TIOCGWINSZ, &size)) {
		f->lbf = -1;
		/* A line need not go out yet after all. */
		if (len && len <= f->wend - f->wpos) {
			memcpy(f->wpos, buf, len);
			f->wpos += len;
			return len;
		}
	}
	return __stdio_write(f, buf, len);
}
