/* unshare: a process of one thread shares nothing with another. */
#include "../check.h"
#include <sched.h>

int main(void)
{
	CHECK_EQ(unshare(0), 0);
	CHECK_EQ(unshare(CLONE_FS), 0);
	CHECK_EQ(unshare(CLONE_FILES | CLONE_SYSVSEM), 0);
	CHECK_EQ(unshare(CLONE_THREAD), 0);
	CHECK_ERRNO(unshare(1), EINVAL);
	CHECK_ERRNO(unshare(CLONE_FS | CLONE_PTRACE), EINVAL);
}
