/* sigqueue: EINVAL for an invalid signal, ESRCH for a missing process; 0 only checks. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	union sigval value = { .sival_ptr = &value };

	CHECK_EQ(sigqueue(getpid(), 0, value), 0);
	CHECK_ERRNO(sigqueue(getpid(), 65, value), EINVAL);
	CHECK_ERRNO(sigqueue(getpid(), -1, value), EINVAL);
	CHECK_ERRNO(sigqueue(0x7ffffffe, 0, value), ESRCH);
}
