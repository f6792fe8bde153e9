/* aio_error and aio_return report a failure; an invalid request fails at once. */
#include "../check.h"
#include <aio.h>

int main(void)
{
	char buf[4];
	PUT("f", "text");
	int fd = OPEN("f", O_WRONLY);
	struct aiocb cb = { .aio_fildes = fd, .aio_buf = buf, .aio_nbytes = 4 };
	const struct aiocb *list[] = { &cb };
	cb.aio_sigevent.sigev_notify = SIGEV_NONE;

	CHECK_EQ(aio_read(&cb), 0);
	CHECK_EQ(aio_suspend(list, 1, NULL), 0);
	CHECK_EQ(aio_error(&cb), EBADF);
	CHECK_EQ(aio_return(&cb), -1);
	CHECK_EQ(aio_cancel(fd, &cb), AIO_ALLDONE);
	CHECK_EQ(aio_cancel(fd, NULL), AIO_ALLDONE);
	CHECK_ERRNO(aio_cancel(999, &cb), EBADF);
	CHECK_ERRNO(aio_fsync(O_WRONLY, &cb), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(aio_cancel(fd, NULL), EBADF);
}
