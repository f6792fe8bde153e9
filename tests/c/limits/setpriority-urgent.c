/* setpriority, nice: lowering the niceness is not permitted. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	CHECK_ERRNO(setpriority(PRIO_PROCESS, 0, -1), EACCES);
	CHECK_ERRNO(nice(-1), EPERM);
	CHECK_EQ(setpriority(PRIO_PGRP, 0, 5), 0);
	CHECK_EQ(setpriority(PRIO_USER, getuid(), 5), 0);
	CHECK_ERRNO(setpriority(PRIO_USER, 0, 4), EACCES);
	CHECK_EQ(getpriority(PRIO_PGRP, getpgrp()), 5);
}
