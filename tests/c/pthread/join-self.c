/* pthread_join of oneself, tryjoin, detach, kill and other queries of a thread. */
#include "../check.h"
#include <pthread.h>
#include <signal.h>

static volatile sig_atomic_t signals;

static void count(int number)
{
	signals += number == SIGUSR1;
}

static void handler(void)
{
}

int main(void)
{
	void *result;
	struct timespec past = { 1, 0 };
	pthread_attr_t attr;
	clockid_t clock;
	void *stack;
	size_t size;
	int local, before;

	CHECK_EQ(pthread_join(pthread_self(), &result), EDEADLK);
	CHECK_EQ(pthread_tryjoin_np(pthread_self(), &result), EBUSY);
	CHECK_EQ(pthread_timedjoin_np(pthread_self(), &result, &past), EDEADLK);

	CHECK(signal(SIGUSR1, count) != SIG_ERR);
	CHECK_EQ(pthread_kill(pthread_self(), 0), 0);
	CHECK_EQ(pthread_kill(pthread_self(), SIGUSR1), 0);
	CHECK_EQ(signals, 1);
	sigset_t set, old;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK_EQ(pthread_sigmask(SIG_BLOCK, &set, &old), 0);
	CHECK(!sigismember(&old, SIGUSR1));
	CHECK_EQ(pthread_kill(pthread_self(), SIGUSR1), 0);
	CHECK_EQ(signals, 1);
	CHECK_EQ(pthread_sigmask(SIG_SETMASK, &old, &set), 0);
	CHECK(sigismember(&set, SIGUSR1));
	CHECK_EQ(signals, 2);
	CHECK_EQ(pthread_sigmask(99, &set, NULL), EINVAL);

	CHECK_EQ(pthread_getattr_np(pthread_self(), &attr), 0);
	CHECK_EQ(pthread_attr_getstack(&attr, &stack, &size), 0);
	CHECK((char *)stack < (char *)&local && (char *)&local < (char *)stack + size);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	CHECK_EQ(pthread_getcpuclockid(pthread_self(), &clock), 0);
	CHECK_EQ(clock_gettime(clock, &past), 0);
	CHECK_EQ(pthread_setconcurrency(0), 0);
	CHECK_EQ(pthread_setconcurrency(-1), EINVAL);
	CHECK_EQ(pthread_atfork(handler, handler, handler), 0);
	CHECK_EQ(pthread_setschedprio(pthread_self(), 0), 0);
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before), 0);
	CHECK_EQ(before, PTHREAD_CANCEL_ENABLE);
	CHECK_EQ(pthread_setcancelstate(99, &before), EINVAL);
	CHECK_EQ(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &before), 0);
	CHECK_EQ(before, PTHREAD_CANCEL_DEFERRED);
	CHECK_EQ(pthread_setcanceltype(99, &before), EINVAL);
	CHECK_EQ(pthread_detach(pthread_self()), 0);
}
