/* setgroups: there is one group, and no way out of it. */
#include "../check.h"
#include <grp.h>

int main(void)
{
	gid_t groups[2] = { getgid(), getgid() + 1 };

	CHECK_EQ(setgroups(1, groups), 0);
	CHECK_ERRNO(setgroups(2, groups), EPERM);
	CHECK_ERRNO(setgroups(0, NULL), EPERM);
	CHECK_ERRNO(setgroups(1, NULL), EFAULT);
	CHECK_ERRNO(setgroups(100000, groups), EINVAL);
}
