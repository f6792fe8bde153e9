/* initgroups, getgrouplist: a user without further groups is in the one that is given. */
#include "../check.h"
#include <grp.h>
#include <pwd.h>

int main(void)
{
	gid_t groups[4];
	int n = 4;

	CHECK_EQ(getgrouplist("nobody-here", getgid(), groups, &n), 1);
	CHECK_EQ(n, 1);
	CHECK_EQ(groups[0], getgid());
	CHECK_EQ(initgroups("nobody-here", getgid()), 0);
	CHECK_EQ(getgroups(4, groups), 1);
	CHECK_EQ(groups[0], getgid());
	CHECK_ERRNO(initgroups("nobody-here", getgid() + 1), EPERM);
}
