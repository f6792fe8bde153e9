#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>
#include "__pselect.h"
#include "syscall.h"

static const short wanted[3] = { POLLIN, POLLOUT, POLLPRI };
/* An error makes a descriptor ready: the next read or write returns it. */
static const short ready[3] = { POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI };

int __pselect(int n, fd_set *restrict rfds, fd_set *restrict wfds, fd_set *restrict efds,
	const struct timespec *restrict ts, const sigset_t *restrict mask)
{
	fd_set *sets[3] = { rfds, wfds, efds };
	size_t count = 0, at = 0;
	if (n < 0) return __syscall_ret(-EINVAL);
	for (int i = 0; i < 3; i++) {
		if (!sets[i]) continue;
		/* Not made by FD_SET: a program that takes a set for bits. */
		if (sets[i]->__nfds > FD_SETSIZE) return __syscall_ret(-EINVAL);
		count += sets[i]->__nfds;
	}

	struct pollfd polled[count + 1];
	for (int i = 0; i < 3; i++) {
		for (size_t j = 0; sets[i] && j < sets[i]->__nfds; j++) {
			if (sets[i]->__fds[j] >= n) continue;
			polled[at++] = (struct pollfd){ .fd = sets[i]->__fds[j],
				.events = wanted[i] };
		}
	}
	long r = __syscall_cp(SYS_ppoll, polled, at, ts, mask, _NSIG / 8);
	if (r < 0) return __syscall_ret(r);
	for (size_t i = 0; i < at; i++)
		if (polled[i].revents & POLLNVAL) return __syscall_ret(-EBADF);

	int total = 0;
	at = 0;
	for (int i = 0; i < 3; i++) {
		size_t kept = 0;
		for (size_t j = 0; sets[i] && j < sets[i]->__nfds; j++) {
			if (sets[i]->__fds[j] >= n) continue;
			if (polled[at].revents & ready[i]) sets[i]->__fds[kept++] = polled[at].fd;
			at++;
		}
		if (sets[i]) sets[i]->__nfds = kept;
		total += kept;
	}
	return total;
}
