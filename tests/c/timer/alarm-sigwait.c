/* alarm: sigwait and sigtimedwait take the signal of a timer. */
#include "../check.h"
#include <signal.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	(void)number;
	count++;
}

int main(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	struct timespec ten = { 10, 0 }, little = { 0, 30000000 };
	siginfo_t info;
	sigset_t set, pending;
	int number;

	CHECK(signal(SIGALRM, handle) != SIG_ERR);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGALRM), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(sigwait(&set, &number), 0);
	CHECK_EQ(number, SIGALRM);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(sigtimedwait(&set, &info, &ten), SIGALRM);
	CHECK_EQ(info.si_signo, SIGALRM);
	CHECK_EQ(info.si_code, SI_KERNEL);
	CHECK_ERRNO(sigtimedwait(&set, NULL, &little), EAGAIN);
	/* Blocked, it ends no sleep, and waits. */
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGALRM), 1);
	CHECK_EQ(count, 0);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 1);
}
