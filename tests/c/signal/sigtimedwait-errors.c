/* sigtimedwait: EINVAL for an impossible time; takes a signal that is ignored. */
#include "../check.h"
#include <signal.h>
#include <time.h>

int main(void)
{
	struct timespec none = { 0, 0 }, wrong = { 0, 1000000000 };
	siginfo_t info;
	sigset_t set;

	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGCHLD), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_ERRNO(sigtimedwait(&set, &info, &wrong), EINVAL);
	CHECK_ERRNO(sigtimedwait(&set, NULL, &none), EAGAIN);
	CHECK_EQ(kill(getpid(), SIGCHLD), 0);
	CHECK_EQ(sigtimedwait(&set, &info, &none), SIGCHLD);
	CHECK_EQ(info.si_code, SI_USER);
	CHECK_EQ(info.si_pid, getpid());
}
