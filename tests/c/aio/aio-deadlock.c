/* aio_suspend: a wait for an empty list lasts until its timeout and fails with EAGAIN.
 * Without a timeout, it fails with EDEADLK instead of blocking forever. */
#include "../check.h"
#include <aio.h>
#include <time.h>

int main(void)
{
	const struct aiocb *list[] = { NULL };
	struct aiocb cb = { .aio_fildes = 999 };

	CHECK_ERRNO(aio_suspend(list, 1, NULL), EDEADLK);
	CHECK_ERRNO(aio_read(&cb), EBADF);
	CHECK_EQ(aio_error(&cb), EBADF);
	CHECK_ERRNO(aio_write(&cb), EBADF);
	CHECK_ERRNO(aio_fsync(O_SYNC, &cb), EBADF);
	CHECK_ERRNO(aio_cancel(0, &cb), EINVAL);
	CHECK_ERRNO(aio_suspend(list, -1, NULL), EINVAL);

	struct timespec before, after, twentieth = { .tv_nsec = 50000000 };
	clock_gettime(CLOCK_MONOTONIC, &before);
	CHECK_ERRNO(aio_suspend(list, 1, &twentieth), EAGAIN);
	clock_gettime(CLOCK_MONOTONIC, &after);
	/* Less a millisecond: Node's host rounds times to those, also downwards. */
	CHECK((after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec >= 49000000);
}
