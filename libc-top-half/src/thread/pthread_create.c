#define _GNU_SOURCE
#include <sched.h>
#include "pthread_impl.h"

/* No memory is prepared for a thread: the system call fails. */
int __pthread_create(pthread_t *restrict res, const pthread_attr_t *restrict attr,
	void *(*entry)(void *), void *restrict arg)
{
	__syscall(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, 0, 0, 0, 0);
	return EAGAIN;
}

weak_alias(__pthread_create, pthread_create);
