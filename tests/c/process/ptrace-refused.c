/* Calls that need a kernel or a second process: EPERM, as for a user without privileges. */
#include "../check.h"
#include <sched.h>
#include <sys/ptrace.h>

int main(void)
{
	CHECK_ERRNO(ptrace(PTRACE_TRACEME, 0, NULL, NULL), EPERM);
	CHECK_ERRNO(unshare(CLONE_NEWNS), EPERM);
	CHECK_ERRNO(chroot("/"), EPERM);
	CHECK_ERRNO(vhangup(), EPERM);
	CHECK_ERRNO(acct(NULL), EPERM);
}
