#include "pthread_impl.h"

/* If it is held, the caller holds it. */
int __pthread_rwlock_wrlock(pthread_rwlock_t *rw)
{
	int r = __pthread_rwlock_trywrlock(rw);
	return r == EBUSY ? EDEADLK : r;
}

weak_alias(__pthread_rwlock_wrlock, pthread_rwlock_wrlock);
