/*
 * A handler ends sem_wait and sem_timedwait with EINTR, and waits continue under SA_RESTART.
 * Waits for mutexes, conditions and other threads always continue.
 */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t ready, none;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_t main_thread, handled_by;
static volatile int handled, free_now;

static void handler(int number)
{
	CHECK_EQ(number, SIGUSR1);
	handled_by = pthread_self();
	handled++;
}

static void moment(void)
{
	struct timespec time = { .tv_nsec = 30000000 };
	CHECK_EQ(nanosleep(&time, NULL), 0);
}

static struct timespec in(int seconds)
{
	struct timespec now;
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &now), 0);
	now.tv_sec += seconds;
	return now;
}

static void handle(int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	handled = 0;
}

static void *waits(void *argument)
{
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_ERRNO(sem_wait(&none), EINTR);
	CHECK(pthread_equal(handled_by, pthread_self()));
	return NULL;
}

static void *waits_for_an_hour(void *argument)
{
	struct timespec until = in(3600);
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_ERRNO(sem_timedwait(&none, &until), EINTR);
	return NULL;
}

static void *continues(void *argument)
{
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&none), 0);
	CHECK_EQ(handled, 1);
	return NULL;
}

static void *waits_for_a_lock(void *argument)
{
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	CHECK_EQ(handled, 1);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	return NULL;
}

static void *waits_for_a_condition(void *argument)
{
	struct timespec until = in(3600);
	(void)argument;
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	CHECK_EQ(sem_post(&ready), 0);
	while (!free_now)
		CHECK_EQ(pthread_cond_timedwait(&changed, &lock, &until), 0);
	CHECK_EQ(handled, 1);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	return NULL;
}

static void *waits_at_a_barrier(void *argument)
{
	int result;
	(void)argument;
	CHECK_EQ(sem_post(&ready), 0);
	result = pthread_barrier_wait(&barrier);
	CHECK(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD);
	CHECK_EQ(handled, 1);
	return NULL;
}

static void *signals_main(void *argument)
{
	moment();
	CHECK_EQ(pthread_kill(main_thread, SIGUSR1), 0);
	moment();
	return argument;
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
	struct timespec hour = in(3600);
	pthread_t thread;
	void *value;

	main_thread = pthread_self();
	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&none, 0, 0), 0);
	CHECK_EQ(pthread_barrier_init(&barrier, NULL, 2), 0);

	/* All waits that continue, before any handler could end one. */
	handle(SA_RESTART);
	thread = start(continues);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	moment();
	CHECK_EQ(sem_post(&none), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	handle(0);
	thread = start(waits);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(handled, 1);

	handle(0);
	thread = start(waits_for_an_hour);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	handle(0);
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	thread = start(waits_for_a_lock);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	moment();
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	handle(0);
	thread = start(waits_for_a_condition);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	moment();
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	free_now = 1;
	CHECK_EQ(pthread_cond_signal(&changed), 0);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	handle(0);
	thread = start(waits_at_a_barrier);
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	moment();
	CHECK(pthread_barrier_wait(&barrier) <= 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	/* The first thread, while it joins and while it waits. */
	handle(0);
	CHECK_EQ(pthread_create(&thread, NULL, signals_main, &hour), 0);
	CHECK_EQ(pthread_join(thread, &value), 0);
	CHECK(value == &hour);
	CHECK_EQ(handled, 1);
	CHECK_EQ(pthread_create(&thread, NULL, signals_main, NULL), 0);
	CHECK_ERRNO(sem_wait(&none), EINTR);
	CHECK(pthread_equal(handled_by, pthread_self()));
	CHECK_EQ(pthread_join(thread, NULL), 0);
}
