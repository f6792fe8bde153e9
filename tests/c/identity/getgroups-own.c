/* getgroups: the one group is that of getgid. */
#include "../check.h"

int main(void)
{
	gid_t group = 7;

	CHECK_EQ(getgroups(1, &group), 1);
	CHECK_EQ(group, getgid());
}
