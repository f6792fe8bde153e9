/* setpriority: getpriority returns the value; 19 is the maximum. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	int before;

	errno = 0;
	before = getpriority(PRIO_PROCESS, 0);
	CHECK_EQ(errno, 0);
	CHECK(before >= -20 && before <= 10);
	CHECK_EQ(setpriority(PRIO_PROCESS, 0, before), 0);
	CHECK_EQ(setpriority(PRIO_PROCESS, getpid(), 12), 0);
	CHECK_EQ(getpriority(PRIO_PROCESS, 0), 12);
	CHECK_EQ(getpriority(PRIO_PROCESS, getpid()), 12);
	CHECK_EQ(setpriority(PRIO_PROCESS, 0, 1000), 0);
	CHECK_EQ(getpriority(PRIO_PROCESS, 0), 19);
}
