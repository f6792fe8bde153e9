#include "pthread_impl.h"

/* Who holds it, if anybody does, is the caller. */
int __pthread_rwlock_wrlock(pthread_rwlock_t *rw)
{
	int r = __pthread_rwlock_trywrlock(rw);
	return r == EBUSY ? EDEADLK : r;
}

weak_alias(__pthread_rwlock_wrlock, pthread_rwlock_wrlock);
