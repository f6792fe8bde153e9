/* sched_setscheduler: SCHED_BATCH and back; priorities that a policy does not know. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	struct sched_param zero = { .sched_priority = 0 }, one = { .sched_priority = 1 };

	CHECK_EQ(sched_setscheduler(0, SCHED_BATCH, &zero), 0);
	CHECK_EQ(sched_getscheduler(0), SCHED_BATCH);
	CHECK_EQ(sched_setscheduler(getpid(), SCHED_OTHER, &zero), 0);
	CHECK_EQ(sched_getscheduler(0), SCHED_OTHER);
	CHECK_ERRNO(sched_setscheduler(0, SCHED_OTHER, &one), EINVAL);
	CHECK_ERRNO(sched_setscheduler(0, SCHED_FIFO, &zero), EINVAL);
	CHECK_ERRNO(sched_setscheduler(0, 12345, &zero), EINVAL);
	CHECK_ERRNO(sched_setscheduler(0x7ffffff0, SCHED_OTHER, &zero), ESRCH);
	CHECK_EQ(sched_getscheduler(0), SCHED_OTHER);
}
