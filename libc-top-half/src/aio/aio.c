#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "notify.h"

/* No thread could do it in the background: a request is complete when the call that
 * makes it returns. Only its result is stored. */
static int done(struct aiocb *cb, ssize_t ret)
{
	cb->__ret = ret;
	cb->__err = ret < 0 ? errno : 0;
	__aio_notify(&cb->aio_sigevent);
	return 0;
}

static int is_bad(struct aiocb *cb)
{
	if (fcntl(cb->aio_fildes, F_GETFD) >= 0) return 0;
	cb->__ret = -1;
	cb->__err = errno;
	return 1;
}

static int has_position(int fd)
{
	return lseek(fd, 0, SEEK_CUR) >= 0;
}

int aio_read(struct aiocb *cb)
{
	int fd = cb->aio_fildes;
	void *to = (void *)cb->aio_buf;
	if (is_bad(cb)) return -1;
	return done(cb, has_position(fd) ? pread(fd, to, cb->aio_nbytes, cb->aio_offset)
		: read(fd, to, cb->aio_nbytes));
}

int aio_write(struct aiocb *cb)
{
	int fd = cb->aio_fildes;
	const void *from = (const void *)cb->aio_buf;
	if (is_bad(cb)) return -1;
	int at_end = fcntl(fd, F_GETFL) & O_APPEND || !has_position(fd);
	return done(cb, at_end ? write(fd, from, cb->aio_nbytes)
		: pwrite(fd, from, cb->aio_nbytes, cb->aio_offset));
}

int aio_fsync(int op, struct aiocb *cb)
{
	if (op != O_SYNC && op != O_DSYNC) {
		errno = EINVAL;
		return -1;
	}
	if (is_bad(cb)) return -1;
	return done(cb, op == O_SYNC ? fsync(cb->aio_fildes) : fdatasync(cb->aio_fildes));
}

ssize_t aio_return(struct aiocb *cb)
{
	return cb->__ret;
}

int aio_error(const struct aiocb *cb)
{
	return cb->__err;
}

int aio_cancel(int fd, struct aiocb *cb)
{
	if (fcntl(fd, F_GETFD) < 0) return -1;
	if (cb && fd != cb->aio_fildes) {
		errno = EINVAL;
		return -1;
	}
	return AIO_ALLDONE;
}
