/*
 * Cancellation: states and types, cleanup handlers, keys, pthread_once and conditions that are
 * left by it; joining and its errors.
 */
#include "../check.h"
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t ready, proceed;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key, other_key;
static int order, runs, destroyed;

static void *start_and_cancel(void *(*function)(void *))
{
	pthread_t thread;
	void *value;
	CHECK_EQ(pthread_create(&thread, NULL, function, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_cancel(thread), 0);
	CHECK_EQ(sem_post(&proceed), 0);
	CHECK_EQ(pthread_join(thread, &value), 0);
	while (!sem_trywait(&proceed))
		;
	return value;
}

/* The third is pushed last, and runs first. */
static void cleanup(void *digit)
{
	order = order * 10 + *(int *)digit;
}

static void *disables(void *argument)
{
	static int one = 1, two = 2, three = 3;
	int old;
	(void)argument;
	CHECK_EQ(pthread_setcancelstate(99, &old), EINVAL);
	CHECK_EQ(pthread_setcanceltype(99, &old), EINVAL);
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old), 0);
	CHECK_EQ(old, PTHREAD_CANCEL_ENABLE);
	CHECK_EQ(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old), 0);
	CHECK_EQ(old, PTHREAD_CANCEL_DEFERRED);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&proceed), 0);
	pthread_testcancel();
	pthread_cleanup_push(cleanup, &one);
	pthread_cleanup_push(cleanup, &two);
	pthread_cleanup_push(cleanup, &three);
	pthread_cleanup_pop(1);
	CHECK_EQ(order, 3);
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old), 0);
	CHECK_EQ(old, PTHREAD_CANCEL_DISABLE);
	pthread_testcancel();
	CHECK(!"it goes on");
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
	return NULL;
}

static void unlock(void *lock)
{
	CHECK_EQ(pthread_mutex_unlock(lock), 0);
}

/* The mutex is the thread's when the cleanup handler runs. */
static void *waits_for_a_condition(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	pthread_cleanup_push(unlock, &mutex);
	CHECK_EQ(sem_post(&ready), 0);
	for (;;)
		CHECK_EQ(pthread_cond_wait(&condition, &mutex), 0);
	pthread_cleanup_pop(0);
	return NULL;
}

static void *waits_for_a_signal(void *argument)
{
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(pthread_cond_wait(&condition, &mutex), 0);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	return argument;
}

static void slow(void)
{
	runs++;
	CHECK_EQ(sem_post(&ready), 0);
	if (runs == 1)
		for (;;)
			sleep(1);
}

static void *calls_once(void *argument)
{
	CHECK_EQ(pthread_once(&once, slow), 0);
	return argument;
}

/* A destructor that sets the value again is called again, so many times. */
static void destroy(void *value)
{
	destroyed++;
	CHECK_EQ(pthread_setspecific(key, value), 0);
}

static void destroy_other(void *value)
{
	CHECK(value == &other_key);
	CHECK(pthread_getspecific(other_key) == NULL);
	destroyed += 100;
}

static void *has_keys(void *argument)
{
	CHECK(pthread_getspecific(key) == NULL);
	CHECK_EQ(pthread_setspecific(key, &key), 0);
	CHECK_EQ(pthread_setspecific(other_key, &other_key), 0);
	CHECK(pthread_getspecific(key) == &key);
	pthread_exit(argument);
}

static void *waits(void *argument)
{
	CHECK_EQ(sem_wait(&proceed), 0);
	return argument;
}

static void *joins_the_other(void *argument)
{
	CHECK_EQ(pthread_join(*(pthread_t *)argument, NULL), 0);
	return NULL;
}

/* A join that is cancelled leaves the other thread joinable. */
static void joins(void)
{
	struct timespec moment = { .tv_nsec = 20000000 };
	pthread_t thread, joiner;
	void *value;
	CHECK_EQ(pthread_create(&thread, NULL, waits, &order), 0);
	CHECK_EQ(pthread_create(&joiner, NULL, joins_the_other, &thread), 0);
	CHECK_EQ(nanosleep(&moment, NULL), 0);
	CHECK_EQ(pthread_cancel(joiner), 0);
	CHECK_EQ(pthread_join(joiner, &value), 0);
	CHECK(value == PTHREAD_CANCELED);
	CHECK_EQ(sem_post(&proceed), 0);
	CHECK_EQ(pthread_join(thread, &value), 0);
	CHECK(value == &order);
}

int main(void)
{
	struct timespec moment = { .tv_nsec = 20000000 };
	pthread_t waiter;
	pthread_key_t keys[PTHREAD_KEYS_MAX + 1];
	int n = 0;

	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&proceed, 0, 0), 0);
	CHECK(start_and_cancel(disables) == PTHREAD_CANCELED);
	CHECK_EQ(order, 321);

	CHECK(start_and_cancel(waits_for_a_condition) == PTHREAD_CANCELED);
	CHECK_EQ(pthread_mutex_trylock(&mutex), 0);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);

	/* A cancelled thread takes no signal from another one that waits. */
	pthread_t cancelled;
	CHECK_EQ(pthread_create(&cancelled, NULL, waits_for_a_condition, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_create(&waiter, NULL, waits_for_a_signal, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	CHECK_EQ(pthread_cancel(cancelled), 0);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	CHECK_EQ(pthread_join(cancelled, NULL), 0);
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	CHECK_EQ(pthread_cond_signal(&condition), 0);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	CHECK_EQ(pthread_join(waiter, NULL), 0);

	CHECK(start_and_cancel(calls_once) == PTHREAD_CANCELED);
	CHECK_EQ(pthread_once(&once, slow), 0);
	CHECK_EQ(runs, 2);
	CHECK_EQ(pthread_once(&once, slow), 0);
	CHECK_EQ(runs, 2);

	CHECK_EQ(pthread_key_create(&key, destroy), 0);
	CHECK_EQ(pthread_key_create(&other_key, destroy_other), 0);
	CHECK_EQ(pthread_create(&waiter, NULL, has_keys, NULL), 0);
	CHECK_EQ(pthread_join(waiter, NULL), 0);
	CHECK_EQ(destroyed, 100 + PTHREAD_DESTRUCTOR_ITERATIONS);
	CHECK(pthread_getspecific(key) == NULL);
	CHECK_EQ(pthread_key_delete(key), 0);
	CHECK_EQ(pthread_key_delete(other_key), 0);
	while (!pthread_key_create(&keys[n], NULL))
		CHECK(n++ < PTHREAD_KEYS_MAX);
	CHECK_EQ(pthread_key_create(&keys[n], NULL), EAGAIN);
	while (n)
		CHECK_EQ(pthread_key_delete(keys[--n]), 0);

	joins();
	CHECK_EQ(nanosleep(&moment, NULL), 0);
}
