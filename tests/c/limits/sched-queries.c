/* sched_getparam, sched_getscheduler, getpriority: of this process by 0 or its number;
 * ESRCH for another. */
#include "../check.h"
#include <sched.h>
#include <sys/resource.h>
#include <time.h>

int main(void)
{
	struct sched_param param = { .sched_priority = 55 };
	struct timespec slice = { -1, -1 };

	CHECK_EQ(sched_getparam(0, &param), 0);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(sched_getscheduler(getpid()), SCHED_OTHER);
	CHECK_EQ(sched_rr_get_interval(0, &slice), 0);
	CHECK(slice.tv_sec >= 0 && slice.tv_nsec >= 0 && slice.tv_nsec < 1000000000);
	CHECK_ERRNO(sched_getparam(-1, &param), EINVAL);
	CHECK_ERRNO(sched_getparam(0, NULL), EINVAL);
	CHECK_ERRNO(sched_getparam(99999999, &param), ESRCH);
	CHECK_ERRNO(sched_getscheduler(99999999), ESRCH);
	param.sched_priority = 1;
	CHECK_ERRNO(sched_setparam(0, &param), EINVAL);
	param.sched_priority = 0;
	CHECK_EQ(sched_setparam(0, &param), 0);
	CHECK_EQ(sched_yield(), 0);
	CHECK_EQ(sched_get_priority_min(SCHED_OTHER), 0);
	CHECK_EQ(sched_get_priority_max(SCHED_OTHER), 0);
	CHECK_ERRNO(sched_get_priority_max(77), EINVAL);
	errno = 0;
	int priority = getpriority(PRIO_PROCESS, 0);
	CHECK_EQ(errno, 0);
	CHECK_EQ(getpriority(PRIO_PROCESS, (id_t)getpid()), priority);
	CHECK_EQ(getpriority(PRIO_PGRP, 0), priority);
}
