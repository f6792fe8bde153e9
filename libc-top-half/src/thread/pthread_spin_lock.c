#include <errno.h>
#include "pthread_impl.h"

/* If it is held, the caller holds it, and would spin forever. */
int pthread_spin_lock(pthread_spinlock_t *s)
{
	return pthread_spin_trylock(s) ? EDEADLK : 0;
}
