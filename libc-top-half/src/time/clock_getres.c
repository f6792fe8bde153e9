/* Upstream takes a number. wasi-libc's objects pass an address: see __clock_number.h. */
#include <time.h>
#include "__clock_number.h"
#include "syscall.h"

int clock_getres(clockid_t clock, struct timespec *ts)
{
	return syscall(SYS_clock_getres_time64, __clock_number(clock), ts);
}
