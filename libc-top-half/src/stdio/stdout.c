/* As upstream, with a larger buffer and without seek and close, which few programs need of
 * stdout: __file_seek and __file_close of stdio_impl.h link them where they are called. */
#include "stdio_impl.h"

#undef stdout

static unsigned char buf[UNGET + STD_BUFFER];

hidden FILE __stdout_FILE = {
	.buf = buf + UNGET,
	.buf_size = STD_BUFFER,
	.fd = 1,
	.flags = F_PERM | F_NORD | F_ASK,
	.lbf = '\n',
	.write = __stdout_write,
	.lock = -1,
};

FILE *const stdout = &__stdout_FILE;
FILE *volatile __stdout_used = &__stdout_FILE;
