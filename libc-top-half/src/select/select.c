/* Upstream passes bit sets to the kernel. An fd_set is a list here. As upstream, accept a
 * tv_usec of a second or more, and limit a timeout that overflows. */
#include <errno.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/time.h>
#include <time.h>
#include "__pselect.h"
#include "syscall.h"

int select(int n, fd_set *restrict rfds, fd_set *restrict wfds, fd_set *restrict efds,
	struct timeval *restrict tv)
{
	if (!tv) return __pselect(n, rfds, wfds, efds, 0, 0);
	if (tv->tv_sec < 0 || tv->tv_usec < 0) return __syscall_ret(-EINVAL);
	struct timespec ts = { .tv_sec = INT64_MAX, .tv_nsec = 999999999 };
	if (tv->tv_usec / 1000000 <= INT64_MAX - tv->tv_sec) {
		ts.tv_sec = tv->tv_sec + tv->tv_usec / 1000000;
		ts.tv_nsec = tv->tv_usec % 1000000 * 1000;
	}
	return __pselect(n, rfds, wfds, efds, &ts, 0);
}
