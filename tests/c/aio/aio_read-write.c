/* aio_write, aio_read: at an offset, without moving the position; at the end with O_APPEND. */
#include "../check.h"
#include <aio.h>

static ssize_t finish(struct aiocb *cb)
{
	const struct aiocb *list[] = { NULL, cb };

	while (aio_error(cb) == EINPROGRESS)
		CHECK_EQ(aio_suspend(list, 2, NULL), 0);
	CHECK_EQ(aio_error(cb), 0);
	return aio_return(cb);
}

int main(void)
{
	char got[10] = "";
	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDWR);
	struct aiocb cb = { .aio_fildes = fd, .aio_buf = "ab", .aio_nbytes = 2, .aio_offset = 4 };
	cb.aio_sigevent.sigev_notify = SIGEV_NONE;

	CHECK_EQ(aio_write(&cb), 0);
	CHECK_EQ(finish(&cb), 2);
	CHECK_FILE("f", "0123ab6789");
	cb.aio_buf = got;
	cb.aio_nbytes = 8;
	cb.aio_offset = 3;
	CHECK_EQ(aio_read(&cb), 0);
	CHECK_EQ(finish(&cb), 7);
	CHECK_STR(got, "3ab6789");
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_EQ(aio_fsync(O_SYNC, &cb), 0);
	CHECK_EQ(finish(&cb), 0);
	CHECK_EQ(aio_fsync(O_DSYNC, &cb), 0);
	CHECK_EQ(finish(&cb), 0);
	CHECK_EQ(close(fd), 0);

	cb.aio_fildes = OPEN("f", O_WRONLY | O_APPEND);
	cb.aio_buf = "!";
	cb.aio_nbytes = 1;
	CHECK_EQ(aio_write(&cb), 0);
	CHECK_EQ(finish(&cb), 1);
	CHECK_FILE("f", "0123ab6789!");
}
