/* setgroups: there is one group, and no way out of it. */
#include "../check.h"
#include <grp.h>

int main(void)
{
	gid_t group = getgid();

	CHECK_ERRNO(setgroups(1, &group), EPERM);
	CHECK_ERRNO(setgroups(0, NULL), EPERM);
}
