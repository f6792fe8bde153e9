/* sigemptyset and the rest: members come and go; EINVAL for an invalid signal. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	sigset_t set, other, both;

	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigisemptyset(&set), 1);
	CHECK_EQ(sigaddset(&set, SIGHUP), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMAX), 0);
	CHECK_EQ(sigisemptyset(&set), 0);
	CHECK_EQ(sigismember(&set, SIGHUP), 1);
	CHECK_EQ(sigismember(&set, SIGRTMAX), 1);
	CHECK_EQ(sigismember(&set, SIGINT), 0);
	CHECK_EQ(sigdelset(&set, SIGHUP), 0);
	CHECK_EQ(sigismember(&set, SIGHUP), 0);
	CHECK_ERRNO(sigaddset(&set, 0), EINVAL);
	CHECK_ERRNO(sigaddset(&set, 65), EINVAL);
	CHECK_ERRNO(sigdelset(&set, -1), EINVAL);
	CHECK_EQ(sigfillset(&other), 0);
	CHECK_EQ(sigismember(&other, SIGTERM), 1);
	CHECK_EQ(sigandset(&both, &set, &other), 0);
	CHECK_EQ(sigismember(&both, SIGTERM), 0);
	CHECK_EQ(sigorset(&both, &set, &other), 0);
	CHECK_EQ(sigismember(&both, SIGTERM), 1);
	CHECK(SIGRTMAX - SIGRTMIN >= 8);
}
