/* signalfd: reads pending signals; poll waits for them; a timer's signal too. */
#include "../check.h"
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/time.h>

int main(void)
{
	struct signalfd_siginfo got[4];
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	sigset_t set;

	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGALRM), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN + 2), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	CHECK(fd >= 0);
	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_ERRNO(read(fd, got, sizeof got), EAGAIN);
	CHECK_ERRNO(read(fd, got, sizeof got[0] - 1), EINVAL);
	CHECK_ERRNO(write(fd, got, sizeof got), EINVAL);
	struct pollfd entry = { fd, POLLIN, 0 };
	CHECK_EQ(poll(&entry, 1, 0), 0);

	CHECK_EQ(sigqueue(getpid(), SIGRTMIN + 2, (union sigval){ .sival_int = 99 }), 0);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(poll(&entry, 1, 1000), 1);
	CHECK_EQ(entry.revents, POLLIN);
	CHECK_EQ(read(fd, got, sizeof got), 2 * sizeof got[0]);
	CHECK_EQ(got[0].ssi_signo, SIGUSR1);
	CHECK_EQ(got[0].ssi_code, SI_USER);
	CHECK_EQ(got[0].ssi_pid, getpid());
	CHECK_EQ(got[1].ssi_signo, SIGRTMIN + 2);
	CHECK_EQ(got[1].ssi_code, SI_QUEUE);
	CHECK_EQ(got[1].ssi_int, 99);
	CHECK_ERRNO(read(fd, got, sizeof got), EAGAIN);

	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(poll(&entry, 1, 10000), 1);
	CHECK_EQ(read(fd, got, sizeof got[0]), sizeof got[0]);
	CHECK_EQ(got[0].ssi_signo, SIGALRM);
	CHECK_EQ(fcntl(fd, F_SETFL, 0), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(read(fd, got, sizeof got), sizeof got[0]);
	CHECK_EQ(got[0].ssi_signo, SIGALRM);

	CHECK_EQ(sigdelset(&set, SIGUSR1), 0);
	CHECK_EQ(signalfd(fd, &set, 0), fd);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(poll(&entry, 1, 0), 0);
	CHECK_ERRNO(signalfd(0, &set, 0), EINVAL);
	CHECK_ERRNO(signalfd(777, &set, 0), EBADF);
	CHECK_ERRNO(signalfd(-1, &set, 77), EINVAL);
}
