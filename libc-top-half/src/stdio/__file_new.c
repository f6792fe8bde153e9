#include <stdlib.h>
#include <string.h>
#include "libc.h"
#include "stdio_impl.h"

FILE *__file_new(int fd, const char *mode)
{
	FILE *f = malloc(sizeof *f + UNGET + FILE_BUFFER);
	if (!f) return 0;
	*f = (FILE){
		.fd = fd,
		.buf = (unsigned char *)(f + 1) + UNGET,
		.buf_size = FILE_BUFFER,
		/* The first write checks whether it is a terminal. */
		.lbf = '\n',
		.read = __stdio_read,
		.write = __stdout_write,
		.seek = __stdio_seek,
		.close = __stdio_close,
		.lock = libc.threaded ? 0 : -1,
	};
	if (!strchr(mode, '+')) f->flags = *mode == 'r' ? F_NOWR : F_NORD;
	if (*mode == 'a') f->flags |= F_APP;
	return __ofl_add(f);
}
