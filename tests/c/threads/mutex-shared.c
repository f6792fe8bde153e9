/* Mutexes of every kind between threads. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

#define ROUNDS 5000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, kinds[3];
static long count;

static void *add(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		CHECK_EQ(pthread_mutex_lock(&lock), 0);
		count++;
		CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	}
	return NULL;
}

static void *fail(void *argument)
{
	struct timespec end;
	(void)argument;
	for (int kind = 0; kind < 3; kind++) {
		CHECK_EQ(pthread_mutex_trylock(&kinds[kind]), EBUSY);
		CHECK_EQ(clock_gettime(CLOCK_REALTIME, &end), 0);
		end.tv_nsec += 1000000;
		if (end.tv_nsec >= 1000000000) {
			end.tv_sec++;
			end.tv_nsec -= 1000000000;
		}
		CHECK_EQ(pthread_mutex_timedlock(&kinds[kind], &end), ETIMEDOUT);
		if (kind) CHECK_EQ(pthread_mutex_unlock(&kinds[kind]), EPERM);
	}
	return NULL;
}

int main(void)
{
	static const int types[3] = {
		PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_ERRORCHECK
	};
	pthread_t threads[4];
	pthread_mutexattr_t attr;

	for (int i = 0; i < 4; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, add, NULL), 0);
	for (int i = 0; i < 4; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(count, 4 * ROUNDS);

	CHECK_EQ(pthread_mutexattr_init(&attr), 0);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(pthread_mutexattr_settype(&attr, types[i]), 0);
		CHECK_EQ(pthread_mutex_init(&kinds[i], &attr), 0);
		CHECK_EQ(pthread_mutex_lock(&kinds[i]), 0);
	}
	CHECK_EQ(pthread_create(&threads[0], NULL, fail, NULL), 0);
	CHECK_EQ(pthread_join(threads[0], NULL), 0);
}
