#include "pthread_impl.h"

/* The one thread's. */
int pthread_getcpuclockid(pthread_t t, clockid_t *clock)
{
	*clock = CLOCK_THREAD_CPUTIME_ID;
	return 0;
}
