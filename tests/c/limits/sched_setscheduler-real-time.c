/* sched_setscheduler: the policies of real time are not permitted. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	struct sched_param one = { .sched_priority = 1 };

	CHECK_ERRNO(sched_setscheduler(0, SCHED_FIFO, &one), EPERM);
	CHECK_ERRNO(sched_setscheduler(0, SCHED_RR, &one), EPERM);
	CHECK_EQ(sched_getscheduler(0), SCHED_OTHER);
}
