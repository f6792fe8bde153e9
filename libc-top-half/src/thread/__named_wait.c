#include <errno.h>
#include <time.h>
#include "futex.h"
#include "syscall.h"
#include "pthread_impl.h"

int __named_wait(
	const char *name, volatile int *addr, int val, clockid_t clk, const struct timespec *at)
{
	struct timespec rest, *timeout = 0;
	if (at) {
		if (at->tv_nsec >= 1000000000UL) return EINVAL;
		if (__clock_gettime(clk, &rest)) return EINVAL;
		rest.tv_sec = at->tv_sec - rest.tv_sec;
		rest.tv_nsec = at->tv_nsec - rest.tv_nsec;
		if (rest.tv_nsec < 0) {
			rest.tv_sec--;
			rest.tv_nsec += 1000000000;
		}
		if (rest.tv_sec < 0) return ETIMEDOUT;
		timeout = &rest;
	}
	int r = -__syscall(
		SYS_futex, addr, FUTEX_WAIT | FUTEX_PRIVATE | FUTEX_NAMED, val, timeout, name);
	return r == EINTR || r == ETIMEDOUT ? r : 0;
}
