#include "pthread_impl.h"
#include "one_exit.h"
#include "syscall.h"

void __one_exit(void)
{
	static volatile int leaving;
	int tid = __pthread_self()->tid, first = a_cas(&leaving, 0, tid);
	/* A function of atexit must not call exit. */
	if (first == tid) a_crash();
	while (first) __syscall(SYS_futex, &leaving, FUTEX_WAIT, first, 0);
}
