#include "pthread_impl.h"
#include "stdio_impl.h"

/* The one thread never waits for a stream; it only needs to know whether it
 * holds it. */

int __lockfile(FILE *f)
{
	int tid = __pthread_self()->tid;
	if (f->lock == tid) return 0;
	f->lock = tid;
	return 1;
}

void __unlockfile(FILE *f)
{
	f->lock = 0;
}
