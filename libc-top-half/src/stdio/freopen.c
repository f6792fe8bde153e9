#include <fcntl.h>
#include <wasi/libc.h>
#include "stdio_impl.h"

/* The new stream is opened beside the old, and then takes its descriptor. */
static int replace(FILE *f, const char *name, const char *mode)
{
	FILE *new = fopen(name, mode);
	if (!new) return -1;
	if (new->fd != f->fd &&__wasilibc_fd_renumber(new->fd, f->fd)) {
		fclose(new);
		return -1;
	}
	new->fd = -1;
	f->flags = (f->flags & F_PERM) | new->flags;
	f->off = 0;
	f->read = new->read;
	f->write = new->write;
	f->seek = new->seek;
	f->close = new->close;
	f->lbf = f->buf_size ? new->lbf : -1;
	fclose(new);
	return 0;
}

static int change(FILE *f, const char *mode)
{
	int flags = __fmodeflags(mode);
	if (flags & O_CLOEXEC) __syscall(SYS_fcntl, f->fd, F_SETFD, FD_CLOEXEC);
	return syscall(SYS_fcntl, f->fd, F_SETFL, flags & ~(O_CREAT | O_EXCL | O_CLOEXEC));
}

FILE *freopen(const char *restrict name, const char *restrict mode, FILE *restrict f)
{
	FLOCK(f);
	fflush(f);
	if ((name ? replace(f, name, mode) : change(f, mode)) < 0) {
		fclose(f);
		return 0;
	}
	f->mode = 0;
	f->locale = 0;
	FUNLOCK(f);
	return f;
}
