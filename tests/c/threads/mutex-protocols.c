/* A robust mutex whose owner ends is taken over; one with priority inheritance excludes. */
#include "../check.h"
#include <pthread.h>

static pthread_mutex_t robust, inheriting;
static long count;

static void *leave_locked(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_mutex_lock(&robust), 0);
	return NULL;
}

static void *add(void *argument)
{
	(void)argument;
	for (int i = 0; i < 2000; i++) {
		CHECK_EQ(pthread_mutex_lock(&inheriting), 0);
		count++;
		CHECK_EQ(pthread_mutex_unlock(&inheriting), 0);
	}
	return NULL;
}

int main(void)
{
	pthread_mutexattr_t attr;
	pthread_t threads[3];

	CHECK_EQ(pthread_mutexattr_init(&attr), 0);
	CHECK_EQ(pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST), 0);
	CHECK_EQ(pthread_mutex_init(&robust, &attr), 0);
	CHECK_EQ(pthread_create(&threads[0], NULL, leave_locked, NULL), 0);
	CHECK_EQ(pthread_join(threads[0], NULL), 0);
	CHECK_EQ(pthread_mutex_lock(&robust), EOWNERDEAD);
	CHECK_EQ(pthread_mutex_consistent(&robust), 0);
	CHECK_EQ(pthread_mutex_unlock(&robust), 0);
	CHECK_EQ(pthread_mutex_lock(&robust), 0);

	CHECK_EQ(pthread_mutexattr_init(&attr), 0);
	CHECK_EQ(pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT), 0);
	CHECK_EQ(pthread_mutex_init(&inheriting, &attr), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, add, NULL), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(count, 6000);
}
