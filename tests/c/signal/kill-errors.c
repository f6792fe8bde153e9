/* kill: EINVAL for an invalid signal, ESRCH for a missing process; 0 only checks. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	CHECK_EQ(kill(getpid(), 0), 0);
	CHECK_EQ(kill(0, 0), 0);
	CHECK_ERRNO(kill(getpid(), -1), EINVAL);
	CHECK_ERRNO(kill(getpid(), 65), EINVAL);
	CHECK_ERRNO(kill(0x7ffffffe, 0), ESRCH);
	CHECK_ERRNO(kill(0x7ffffffe, SIGKILL), ESRCH);
	CHECK_ERRNO(killpg(0x7ffffffe, 0), ESRCH);
	CHECK_ERRNO(raise(65), EINVAL);
}
