/* As upstream, with a larger buffer: each refill is a host call. */
#include "stdio_impl.h"

#undef stdin

static unsigned char buf[UNGET + STD_BUFFER];

hidden FILE __stdin_FILE = {
	.buf = buf + UNGET,
	.buf_size = STD_BUFFER,
	.fd = 0,
	.flags = F_PERM | F_NOWR,
	.read = __stdio_read,
	.seek = __stdio_seek,
	.close = __stdio_close,
	.lock = -1,
};

FILE *const stdin = &__stdin_FILE;
FILE *volatile __stdin_used = &__stdin_FILE;
