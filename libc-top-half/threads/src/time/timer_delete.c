#include <limits.h>
#include <stdint.h>
#include <time.h>
#include "pthread_impl.h"

/* As in the common overlay. A timer of SIGEV_THREAD is its thread: it sees that its number is
 * negative, and deletes the timer that wakes it. */
int timer_delete(timer_t timer)
{
	if ((intptr_t)timer >= 0) return syscall(SYS_timer_delete, timer);
	pthread_t td = (void *)((uintptr_t)timer << 1);
	a_store(&td->timer_id, td->timer_id | INT_MIN);
	__syscall(SYS_tkill, td->tid, SIGTIMER);
	return 0;
}
