/* pthread_kill, raise and masks: a signal for another thread ends its wait there. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t ready;
static pthread_t handled_by;
static int handled;

static void handler(int number)
{
	CHECK_EQ(number, SIGUSR1);
	handled_by = pthread_self();
	handled++;
}

static void *wait_long(void *argument)
{
	struct timespec hour = { .tv_sec = 3600 };
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(nanosleep(&hour, NULL), -1);
	CHECK_EQ(errno, EINTR);
	CHECK(pthread_equal(handled_by, pthread_self()));
	return NULL;
}

static void *blocked(void *argument)
{
	sigset_t set, pending;
	int number;
	(void)argument;
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sigwait(&set, &number), 0);
	CHECK_EQ(number, SIGUSR1);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR1), 0);
	return NULL;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct timespec moment = { .tv_nsec = 10000000 };
	pthread_t thread;

	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK(pthread_equal(handled_by, pthread_self()));
	CHECK_EQ(handled, 1);

	CHECK_EQ(pthread_create(&thread, NULL, wait_long, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(nanosleep(&moment, NULL), 0);
	CHECK_EQ(pthread_kill(thread, 0), 0);
	CHECK_EQ(pthread_kill(thread, 9999), EINVAL);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(handled, 2);

	CHECK_EQ(pthread_create(&thread, NULL, blocked, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(handled, 2);
}
