#define _GNU_SOURCE
#include <unistd.h>
#include "pthread_impl.h"
#include "syscall.h"

/* No code can switch stacks. The child has memory of its own, so it needs no other: it calls
 * the function here, and never returns. Threads are refused by the system call. */
int __clone(int (*func)(void *), void *stack, int flags, void *arg, ...)
{
	int pid = __syscall(SYS_clone, flags, stack, 0, 0, 0);
	if (!pid) _exit(func(arg));
	return pid;
}
