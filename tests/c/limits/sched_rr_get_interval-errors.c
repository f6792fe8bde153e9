/* sched_rr_get_interval: a time, or EINVAL and ESRCH for a missing process. */
#include "../check.h"
#include <sched.h>
#include <time.h>

int main(void)
{
	struct timespec ts = { -1, -1 };

	CHECK_EQ(sched_rr_get_interval(0, &ts), 0);
	CHECK(ts.tv_sec >= 0 && ts.tv_nsec >= 0 && ts.tv_nsec < 1000000000);
	CHECK_ERRNO(sched_rr_get_interval(-1, &ts), EINVAL);
	CHECK_ERRNO(sched_rr_get_interval(0x7ffffff0, &ts), ESRCH);
}
