#include <unistd.h>
#include "notify.h"
#include "syscall.h"

/* Without threads SIGEV_THREAD is a call. */
void __aio_notify(const struct sigevent *event)
{
	if (event->sigev_notify == SIGEV_THREAD) {
		event->sigev_notify_function(event->sigev_value);
	} else if (event->sigev_notify == SIGEV_SIGNAL) {
		siginfo_t info = {
			.si_signo = event->sigev_signo,
			.si_value = event->sigev_value,
			.si_code = SI_ASYNCIO,
			.si_pid = getpid(),
			.si_uid = getuid(),
		};
		__syscall(SYS_rt_sigqueueinfo, info.si_pid, info.si_signo, &info);
	}
}
