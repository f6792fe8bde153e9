/* sigaction: EINVAL for SIGKILL, SIGSTOP and invalid signals; their dispositions can be
 * queried. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;

	CHECK_ERRNO(sigaction(SIGKILL, &ignore, NULL), EINVAL);
	CHECK_ERRNO(sigaction(SIGSTOP, &ignore, NULL), EINVAL);
	CHECK_ERRNO(sigaction(0, &ignore, NULL), EINVAL);
	CHECK_ERRNO(sigaction(-1, &ignore, NULL), EINVAL);
	CHECK_ERRNO(sigaction(65, &ignore, NULL), EINVAL);
	CHECK_ERRNO(sigaction(999, NULL, &old), EINVAL);
	CHECK_EQ(sigaction(SIGKILL, NULL, &old), 0);
	CHECK(old.sa_handler == SIG_DFL);
	CHECK(signal(SIGSTOP, SIG_DFL) == SIG_ERR);
}
