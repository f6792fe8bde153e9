#include <time.h>
#include "syscall.h"

/* No timer has a thread; a failure sets errno. */
int timer_delete(timer_t timer)
{
	return syscall(SYS_timer_delete, timer);
}
