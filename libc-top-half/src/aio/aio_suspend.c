#include <aio.h>
#include <errno.h>
#include <time.h>

/* All requests are complete; only a timeout can end a wait for an empty list. */
int aio_suspend(const struct aiocb *const cbs[], int n, const struct timespec *timeout)
{
	if (n < 0) {
		errno = EINVAL;
		return -1;
	}
	for (int i = 0; i < n; i++)
		if (cbs[i] && aio_error(cbs[i]) != EINPROGRESS) return 0;
	if (!timeout) {
		errno = EDEADLK;
		return -1;
	}
	int error = clock_nanosleep(CLOCK_MONOTONIC, 0, timeout, 0);
	errno = error ? error : EAGAIN;
	return -1;
}
