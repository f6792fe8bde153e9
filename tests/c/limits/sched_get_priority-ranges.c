/* sched_get_priority_min and _max: 32 priorities or more in real time, else none. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	CHECK(sched_get_priority_max(SCHED_FIFO) - sched_get_priority_min(SCHED_FIFO) >= 31);
	CHECK(sched_get_priority_max(SCHED_RR) - sched_get_priority_min(SCHED_RR) >= 31);
	CHECK_EQ(sched_get_priority_min(SCHED_FIFO), 1);
	CHECK_EQ(sched_get_priority_min(SCHED_OTHER), 0);
	CHECK_EQ(sched_get_priority_max(SCHED_OTHER), 0);
	CHECK_ERRNO(sched_get_priority_min(12345), EINVAL);
	CHECK_ERRNO(sched_get_priority_max(-1), EINVAL);
}
