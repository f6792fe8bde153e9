/* getpriority, setpriority: EINVAL for an unknown kind, ESRCH for a missing
 * process. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	CHECK_ERRNO(getpriority(PRIO_USER + 1, 0), EINVAL);
	CHECK_ERRNO(getpriority(-1, 0), EINVAL);
	CHECK_ERRNO(setpriority(PRIO_USER + 1, 0, 0), EINVAL);
	CHECK_ERRNO(getpriority(PRIO_PROCESS, 0x7ffffff0), ESRCH);
	CHECK_ERRNO(getpriority(PRIO_PGRP, 0x7ffffff0), ESRCH);
	CHECK_ERRNO(getpriority(PRIO_USER, 0x7ffffff0), ESRCH);
	CHECK_ERRNO(setpriority(PRIO_PROCESS, 0x7ffffff0, 5), ESRCH);
}
