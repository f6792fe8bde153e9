#include <mqueue.h>
#include "syscall.h"

/* SIGEV_THREAD too: mq_send calls the function. */
int mq_notify(mqd_t mqd, const struct sigevent *event)
{
	return syscall(SYS_mq_notify, mqd, event);
}
