/* sched_getscheduler, sched_getparam: SCHED_OTHER with priority 0; their errors. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	struct sched_param param = { .sched_priority = 7 };

	CHECK_EQ(sched_getscheduler(0), SCHED_OTHER);
	CHECK_EQ(sched_getscheduler(getpid()), SCHED_OTHER);
	CHECK_EQ(sched_getparam(0, &param), 0);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(sched_setparam(0, &param), 0);
	param.sched_priority = 1;
	CHECK_ERRNO(sched_setparam(0, &param), EINVAL);
	CHECK_ERRNO(sched_getscheduler(-1), EINVAL);
	CHECK_ERRNO(sched_getscheduler(0x7ffffff0), ESRCH);
	CHECK_ERRNO(sched_getparam(0x7ffffff0, &param), ESRCH);
}
