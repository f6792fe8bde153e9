#include <stdlib.h>
#include <string.h>
#include "libc.h"
#include "stdio_impl.h"

FILE *__file_new(int fd, const char *mode)
{
	FILE *f = malloc(sizeof *f + UNGET + FILE_BUFFER);
	if (!f) return 0;
	/* An initialiser would be made elsewhere and copied. */
	memset(f, 0, sizeof *f);
	f->flags = F_ASK;
	if (!strchr(mode, '+')) f->flags |= *mode == 'r' ? F_NOWR : F_NORD;
	if (*mode == 'a') f->flags |= F_APP;
	f->fd = fd;
	f->buf = (unsigned char *)(f + 1) + UNGET;
	f->buf_size = FILE_BUFFER;
	/* Until the first write has found out whether it is a terminal. */
	f->lbf = '\n';
	f->read = __stdio_read;
	f->write = __stdout_write;
	f->seek = __stdio_seek;
	f->close = __stdio_close;
	if (!libc.threaded) f->lock = -1;
	return __ofl_add(f);
}
