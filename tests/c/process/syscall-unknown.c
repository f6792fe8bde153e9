/* A program can name a missing system call, which fails. A call under the name of 64-bit
 * machines works as on those. */
#define _GNU_SOURCE
#include "../check.h"
#include <sys/syscall.h>
#include <time.h>

#if !defined(__NR_bpf) || !defined(SYS_io_uring_setup) || !defined(SYS_landlock_create_ruleset)
#error not all names of Linux are there
#endif

int main(void)
{
	struct timespec then, now = { 0, 0 };
	errno = 0;
	CHECK(syscall(SYS_finit_module, -1, "", 0) == -1);
#ifdef __wasi__
	CHECK_EQ(errno, ENOSYS);
#else
	CHECK(errno != 0);
#endif
	CHECK(clock_gettime(CLOCK_REALTIME, &then) == 0);
	CHECK(syscall(SYS_clock_gettime, CLOCK_REALTIME, &now) == 0);
	CHECK(now.tv_sec >= then.tv_sec && now.tv_sec <= then.tv_sec + 10);
	CHECK(syscall(SYS_fcntl, 1, F_GETFL) >= 0);
	return 0;
}
