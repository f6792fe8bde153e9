#define _GNU_SOURCE
#include "pthread_impl.h"

/* The one thread would wait for itself. */

int __pthread_join(pthread_t t, void **result)
{
	return EDEADLK;
}

int pthread_tryjoin_np(pthread_t t, void **result)
{
	return EBUSY;
}

int pthread_timedjoin_np(pthread_t t, void **result, const struct timespec *at)
{
	return EDEADLK;
}

weak_alias(__pthread_join, pthread_join);
