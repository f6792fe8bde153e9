#include "pthread_impl.h"

/* As pthread_mutex_getprioceiling: there are no priorities. */
int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *restrict a, int *restrict ceiling)
{
	return EINVAL;
}
