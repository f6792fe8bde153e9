/* sched_setaffinity: to the available processors; an empty set is EINVAL. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	cpu_set_t set, none;

	CPU_ZERO(&none);
	CHECK_EQ(sched_getaffinity(0, sizeof set, &set), 0);
	CHECK_EQ(sched_setaffinity(0, sizeof set, &set), 0);
	CHECK_ERRNO(sched_setaffinity(0, sizeof none, &none), EINVAL);
	CHECK_ERRNO(sched_setaffinity(0, 0, &set), EINVAL);
	CHECK_ERRNO(sched_setaffinity(0x7ffffff0, sizeof set, &set), ESRCH);
}
