#include <wasi/api.h>
#include "stdio_impl.h"

/* isatty without the rest of ioctl, to choose the buffering. A file with a position
 * is not a terminal, whatever other files the host calls character devices. */
static int is_terminal(int fd)
{
	__wasi_fdstat_t stat;
	return !__wasi_fd_fdstat_get(fd, &stat)
		&& stat.fs_filetype == __WASI_FILETYPE_CHARACTER_DEVICE
		&& !(stat.fs_rights_base & (__WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL));
}

/* The first write of a stream that may be a terminal, which __towrite makes: only now it
 * matters. */
size_t __stdout_write(FILE *f, const unsigned char *buf, size_t len)
{
	f->write = __stdio_write;
	if (!(f->flags & F_SVB) && !is_terminal(f->fd)) f->lbf = -1;
	return __stdio_write(f, buf, len);
}
