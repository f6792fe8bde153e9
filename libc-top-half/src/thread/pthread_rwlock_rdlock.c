#include "pthread_impl.h"

/* If it is held for writing, the caller holds it. */
int __pthread_rwlock_rdlock(pthread_rwlock_t *rw)
{
	int r = __pthread_rwlock_tryrdlock(rw);
	return r == EBUSY ? EDEADLK : r;
}

weak_alias(__pthread_rwlock_rdlock, pthread_rwlock_rdlock);
