/* setsid: EPERM for the leader of a group, as one is after it. */
#include "../check.h"

int main(void)
{
	pid_t session = setsid();

	if (session != -1) {
		CHECK_EQ(session, getpid());
		CHECK_EQ(getsid(0), getpid());
	}
	CHECK_EQ(getpgrp(), getpid());
	CHECK_ERRNO(setsid(), EPERM);
}
