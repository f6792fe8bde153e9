/*
 * Signals for the process go to a thread that does not block them, and those for a thread stay
 * with it: kill, sigqueue, alarm, timers, sigwait in another thread, sigpending.
 */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

static sem_t ready, proceed;
static pthread_t handled_by;
static volatile int handled;

static void handler(int number)
{
	CHECK(number == SIGUSR1 || number == SIGALRM);
	handled_by = pthread_self();
	handled++;
}

static void moment(void)
{
	struct timespec time = { .tv_nsec = 30000000 };
	CHECK_EQ(nanosleep(&time, NULL), 0);
}

static sigset_t set_of(int first, int second)
{
	sigset_t set;
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, first), 0);
	CHECK_EQ(sigaddset(&set, second), 0);
	return set;
}

static int is_pending(int number)
{
	sigset_t set;
	CHECK_EQ(sigpending(&set), 0);
	return sigismember(&set, number);
}

/* It blocks what the first thread blocks, but this. */
static void *handles(void *argument)
{
	sigset_t set = set_of(SIGUSR1, SIGALRM);
	struct timespec hour = { .tv_sec = 3600 };
	(void)argument;
	CHECK_EQ(pthread_sigmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(nanosleep(&hour, NULL), -1);
	CHECK_EQ(errno, EINTR);
	CHECK(pthread_equal(handled_by, pthread_self()));
	CHECK_EQ(handled, 1);
	return NULL;
}

static void *takes(void *argument)
{
	sigset_t set = set_of(SIGUSR2, SIGRTMIN);
	siginfo_t info;
	int number;
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sigwait(&set, &number), 0);
	CHECK_EQ(number, SIGUSR2);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sigwaitinfo(&set, &info), SIGRTMIN);
	CHECK_EQ(info.si_code, SI_QUEUE);
	CHECK_EQ(info.si_value.sival_int, 7);
	CHECK_EQ(info.si_pid, getpid());
	CHECK_EQ(sigwaitinfo(&set, &info), SIGRTMIN);
	CHECK_EQ(info.si_value.sival_int, 8);
	return NULL;
}

/* A signal that another thread sends to this one is pending here only. */
static void *keeps(void *argument)
{
	sigset_t set = set_of(SIGUSR1, SIGUSR2);
	struct timespec none = { .tv_nsec = 0 };
	siginfo_t info;
	(void)argument;
	CHECK_EQ(is_pending(SIGUSR1), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&proceed), 0);
	CHECK_EQ(is_pending(SIGUSR1), 1);
	CHECK_EQ(is_pending(SIGUSR2), 1);
	CHECK_EQ(sigtimedwait(&set, &info, &none), SIGUSR1);
	CHECK_EQ(info.si_pid, getpid());
	CHECK_EQ(sigtimedwait(&set, &info, &none), SIGUSR2);
	CHECK_EQ(info.si_code, SI_USER);
	CHECK_ERRNO(sigtimedwait(&set, &info, &none), EAGAIN);
	CHECK_EQ(is_pending(SIGUSR1), 0);
	return NULL;
}

static void *ends(void *argument)
{
	CHECK_EQ(raise(SIGUSR2), 0);
	CHECK_EQ(is_pending(SIGUSR2), 1);
	return argument;
}

static void *suspends(void *argument)
{
	sigset_t none;
	(void)argument;
	CHECK_EQ(sigemptyset(&none), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_ERRNO(sigsuspend(&none), EINTR);
	CHECK(pthread_equal(handled_by, pthread_self()));
	return NULL;
}

static pthread_t start(void *(*function)(void *))
{
	pthread_t thread;
	CHECK_EQ(pthread_create(&thread, NULL, function, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	moment();
	return thread;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct itimerval soon = { .it_value.tv_usec = 20000 };
	sigset_t all, was;
	pthread_t thread;

	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&proceed, 0, 0), 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(sigfillset(&all), 0);
	CHECK_EQ(pthread_sigmask(SIG_SETMASK, &all, &was), 0);

	/* kill, for a thread that is not the sender. */
	thread = start(handles);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(is_pending(SIGUSR1), 0);

	/* A timer that this thread sets, which waits elsewhere. */
	handled = 0;
	thread = start(handles);
	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	/* sigwait of another thread. */
	thread = start(takes);
	CHECK_EQ(kill(getpid(), SIGUSR2), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 7 }), 0);
	CHECK_EQ(sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 8 }), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	/* One for the thread and one for the process. */
	thread = start(keeps);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(kill(getpid(), SIGUSR2), 0);
	CHECK_EQ(is_pending(SIGUSR1), 0);
	CHECK_EQ(is_pending(SIGUSR2), 1);
	CHECK_EQ(sem_post(&proceed), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(is_pending(SIGUSR2), 0);

	/* A thread takes its own pending signals with it. */
	CHECK_EQ(pthread_create(&thread, NULL, ends, NULL), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(is_pending(SIGUSR2), 0);

	/* A signal that is ignored stays pending while some thread blocks it. */
	CHECK(signal(SIGUSR2, SIG_IGN) != SIG_ERR);
	CHECK_EQ(kill(getpid(), SIGUSR2), 0);
	CHECK_EQ(is_pending(SIGUSR2), 1);
	CHECK(signal(SIGUSR2, SIG_DFL) != SIG_ERR);
	CHECK_EQ(kill(getpid(), SIGUSR2), 0);
	CHECK(signal(SIGUSR2, SIG_IGN) != SIG_ERR);
	CHECK_EQ(is_pending(SIGUSR2), 0);

	handled = 0;
	thread = start(suspends);
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(handled, 1);

	/* The first thread handles what it lets through. */
	CHECK_EQ(pthread_sigmask(SIG_SETMASK, &was, NULL), 0);
	handled = 0;
	CHECK_EQ(kill(getpid(), SIGUSR1), 0);
	CHECK_EQ(handled, 1);
	CHECK(pthread_equal(handled_by, pthread_self()));
}
