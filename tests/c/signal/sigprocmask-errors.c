/* sigprocmask: EINVAL for an unknown how, but not without a set; SIGKILL stays open. */
#include "../check.h"
#include <signal.h>
#include <pthread.h>

int main(void)
{
	sigset_t set, old;

	CHECK_EQ(sigfillset(&set), 0);
	CHECK_ERRNO(sigprocmask(77, &set, NULL), EINVAL);
	CHECK_EQ(pthread_sigmask(77, &set, NULL), EINVAL);
	CHECK_EQ(sigprocmask(77, NULL, &old), 0);
	CHECK_EQ(sigismember(&old, SIGHUP), 0);
	CHECK_EQ(sigprocmask(SIG_SETMASK, &set, NULL), 0);
	CHECK_EQ(pthread_sigmask(SIG_UNBLOCK, NULL, &old), 0);
	CHECK_EQ(sigismember(&old, SIGHUP), 1);
	CHECK_EQ(sigismember(&old, SIGRTMAX), 1);
	CHECK_EQ(sigismember(&old, SIGKILL), 0);
	CHECK_EQ(sigismember(&old, SIGSTOP), 0);
}
