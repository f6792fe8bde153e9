#include <sched.h>
#include "syscall.h"

/* musl refuses these four, since Linux's are about threads. Here the process is its thread. */
int sched_getparam(pid_t pid, struct sched_param *param)
{
	return syscall(SYS_sched_getparam, pid, param);
}
