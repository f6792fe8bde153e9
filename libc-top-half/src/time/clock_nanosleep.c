/* Upstream takes a number. wasi-libc's objects pass an address: see __clock_number.h. The error
 * is the result, not errno. */
#include <errno.h>
#include <time.h>
#include "__clock_number.h"
#include "syscall.h"

int __clock_nanosleep(clockid_t clock, int flags, const struct timespec *req, struct timespec *rem)
{
	if (clock == CLOCK_THREAD_CPUTIME_ID) return EINVAL;
	return -__syscall_cp(SYS_clock_nanosleep_time64, __clock_number(clock), flags, req, rem);
}

weak_alias(__clock_nanosleep, clock_nanosleep);
