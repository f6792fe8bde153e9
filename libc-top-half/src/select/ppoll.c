/* Upstream leaves the mask to the kernel. Here a program that passes one expects a handler to
 * end the wait: __interruptible links the waits that a signal can interrupt. */
#include <poll.h>
#include "__pselect.h"
#include "syscall.h"

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *to, const sigset_t *mask)
{
	if (mask) __interruptible();
	return __syscall_ret(__syscall_cp(SYS_ppoll, fds, n, to, mask, _NSIG / 8));
}
