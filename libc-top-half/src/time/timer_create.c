#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include "syscall.h"

/* As the system call has it. */
struct event {
	union sigval value;
	int signo, notify, tid;
};

int timer_create(clockid_t clock, struct sigevent *restrict sev, timer_t *restrict timer)
{
	struct event event;
	int id;
	if (sev) {
		/* It needs a thread, and there is no second one: fails like pthread_create. */
		if (sev->sigev_notify == SIGEV_THREAD) return __syscall_ret(-EAGAIN);
		event = (struct event){ sev->sigev_value, sev->sigev_signo, sev->sigev_notify,
			sev->sigev_notify == SIGEV_THREAD_ID ? sev->sigev_notify_thread_id : 0 };
	}
	if (syscall(SYS_timer_create, clock, sev ? &event : 0, &id) < 0) return -1;
	*timer = (timer_t)(intptr_t)id;
	return 0;
}
