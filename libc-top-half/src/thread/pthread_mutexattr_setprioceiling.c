#include "pthread_impl.h"

/* As pthread_mutex_setprioceiling: there are no priorities. */
int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *a, int ceiling)
{
	return EINVAL;
}
