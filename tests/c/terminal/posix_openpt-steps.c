/* posix_openpt, grantpt, unlockpt, ptsname: step by step; flags of the new descriptor. */
#include "../check.h"
#include <stdlib.h>

int main(void)
{
	char name[64];

	int leader = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	CHECK(leader > 2);
	CHECK_EQ(fcntl(leader, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(grantpt(leader), 0);
	CHECK_EQ(unlockpt(leader), 0);
	CHECK_EQ(ptsname_r(leader, name, sizeof name), 0);
	CHECK_STR(ptsname(leader), name);

	/* The lowest number that is free, and another terminal. */
	CHECK_EQ(close(0), 0);
	CHECK_EQ(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK), 0);
	CHECK_EQ(fcntl(0, F_GETFD), 0);
	CHECK(fcntl(0, F_GETFL) & O_NONBLOCK);
	CHECK_EQ(unlockpt(0), 0);
	CHECK(strcmp(ptsname(0), name));
	CHECK_EQ(dup2(leader, 0), 0);
	CHECK_STR(ptsname(0), name);
	CHECK_EQ(close(0), 0);
	CHECK_NULL(ptsname(0), EBADF);
	CHECK_ERRNO(unlockpt(0), EBADF);
}
