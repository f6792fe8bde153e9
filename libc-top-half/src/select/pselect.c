/* Upstream passes bit sets to the kernel. An fd_set is a list here. For the mask, see ppoll.c. */
#include "__pselect.h"

int pselect(int n, fd_set *restrict rfds, fd_set *restrict wfds, fd_set *restrict efds,
	const struct timespec *restrict ts, const sigset_t *restrict mask)
{
	if (mask) __interruptible();
	return __pselect(n, rfds, wfds, efds, ts, mask);
}
