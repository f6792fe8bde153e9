/* prctl: settings are returned; errors. */
#include "../check.h"
#include <signal.h>
#include <sys/prctl.h>

int main(void)
{
	int number = -1;

	CHECK_EQ(prctl(PR_GET_DUMPABLE), 1);
	CHECK_EQ(prctl(PR_SET_DUMPABLE, 0), 0);
	CHECK_EQ(prctl(PR_GET_DUMPABLE), 0);
	CHECK_ERRNO(prctl(PR_SET_DUMPABLE, 99), EINVAL);
	CHECK_EQ(prctl(PR_GET_KEEPCAPS), 0);
	CHECK_EQ(prctl(PR_SET_KEEPCAPS, 1), 0);
	CHECK_EQ(prctl(PR_GET_KEEPCAPS), 1);
	CHECK_EQ(prctl(PR_GET_PDEATHSIG, &number), 0);
	CHECK_EQ(number, 0);
	CHECK_EQ(prctl(PR_SET_PDEATHSIG, SIGTERM), 0);
	CHECK_EQ(prctl(PR_GET_PDEATHSIG, &number), 0);
	CHECK_EQ(number, SIGTERM);
	CHECK_EQ(prctl(PR_SET_PDEATHSIG, 0), 0);
	CHECK_ERRNO(prctl(PR_SET_PDEATHSIG, 99), EINVAL);
	CHECK_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	CHECK_EQ(prctl(PR_GET_CHILD_SUBREAPER, &number), 0);
	CHECK_EQ(number, 1);
	CHECK_ERRNO(prctl(PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0), EINVAL);
	CHECK_ERRNO(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), EINVAL);
	CHECK_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
	CHECK_EQ(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1);
	CHECK(prctl(PR_GET_TIMERSLACK) > 0);
	CHECK_EQ(prctl(PR_SET_TIMERSLACK, 1000), 0);
	CHECK_EQ(prctl(PR_GET_TIMERSLACK), 1000);
	CHECK_EQ(prctl(PR_GET_TIMING), PR_TIMING_STATISTICAL);
	CHECK_ERRNO(prctl(PR_SET_TIMING, 99), EINVAL);
	CHECK_ERRNO(prctl(PR_CAPBSET_READ, 9999), EINVAL);
	CHECK_ERRNO(prctl(9999), EINVAL);
}
