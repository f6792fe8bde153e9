#include "stdio_impl.h"

#undef stdout

static unsigned char buf[UNGET + STD_BUFFER];

hidden FILE __stdout_FILE = {
	.buf = buf + UNGET,
	.buf_size = STD_BUFFER,
	.fd = 1,
	.flags = F_PERM | F_NORD,
	.lbf = '\n',
	.write = __stdout_write,
	.lock = -1,
};

FILE *const stdout = &__stdout_FILE;
FILE *volatile __stdout_used = &__stdout_FILE;
