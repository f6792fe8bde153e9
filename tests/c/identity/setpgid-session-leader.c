/* setpgid, setpgrp: the leader of a session stays in its group. */
#include "../check.h"

int main(void)
{
	if (setsid() == -1 && getsid(0) != getpid()) {
		/* The leader of a group in another session: only natively. */
#ifdef __wasi__
		CHECK_EQ(getsid(0), getpid());
#endif
		CHECK_EQ(setpgid(0, 0), 0);
		return 0;
	}
	CHECK_ERRNO(setpgid(0, 0), EPERM);
	CHECK_ERRNO(setpgid(getpid(), getpid()), EPERM);
	CHECK_EQ(getpgrp(), getpid());
}
