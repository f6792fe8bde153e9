/* sched_getaffinity: as many processors as sysconf counts, or fewer; its errors. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	cpu_set_t set, again;

	memset(&set, 0xff, sizeof set);
	CHECK_EQ(sched_getaffinity(0, sizeof set, &set), 0);
	CHECK(CPU_COUNT(&set) >= 1);
	CHECK(CPU_COUNT(&set) <= sysconf(_SC_NPROCESSORS_CONF));
	CHECK_EQ(sched_getaffinity(getpid(), sizeof again, &again), 0);
	CHECK(CPU_EQUAL(&set, &again));
	CHECK_ERRNO(sched_getaffinity(0, 0, &set), EINVAL);
	CHECK_ERRNO(sched_getaffinity(0, sizeof set - 1, &set), EINVAL);
	CHECK_ERRNO(sched_getaffinity(0x7ffffff0, sizeof set, &set), ESRCH);
}
