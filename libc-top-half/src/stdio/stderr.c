#include <string.h>
#include "stdio_impl.h"

#undef stderr

static unsigned char buf[UNGET];

/* The message of a failed assertion goes through this stream (__stderr_text.c). Only the linker
 * reads this. */
hidden void __text_for_stderr(void);
hidden void (*const __stderr_text_linked)(void) = __text_for_stderr;

/* vfprintf lends an unbuffered stream a small buffer. Text that overflows it waits
 * here for the flush at the end, so that a message is sent in one call. */
static size_t write_message(FILE *f, const unsigned char *s, size_t len)
{
	static unsigned char held[1024];
	static size_t n;
	size_t lent = f->wpos - f->wbase;
	if (f->flags & F_SVB) return __stdio_write(f, s, len);
	int fits = n + lent + len <= sizeof held;
	if (fits) {
		if (lent) memcpy(held + n, f->wbase, lent);
		if (len) memcpy(held + n + lent, s, len);
		n += lent + len;
		f->wpos = f->wbase = f->buf;
		f->wend = f->buf + f->buf_size;
		if (f->buf_size && len) return len;
	}
	const unsigned char *p = held;
	while (p < held + n) {
		ssize_t k = syscall(SYS_write, f->fd, p, held + n - p);
		if (k < 0) {
			n = 0;
			f->wpos = f->wbase = f->wend = 0;
			f->flags |= F_ERR;
			return 0;
		}
		p += k;
	}
	n = 0;
	return fits ? len : __stdio_write(f, s, len);
}

hidden FILE __stderr_FILE = {
	.buf = buf + UNGET,
	.buf_size = 0,
	.fd = 2,
	.flags = F_PERM | F_NORD,
	.lbf = -1,
	.write = write_message,
	.lock = -1,
};

FILE *const stderr = &__stderr_FILE;
FILE *volatile __stderr_used = &__stderr_FILE;
