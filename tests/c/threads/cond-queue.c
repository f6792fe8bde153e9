/* pthread_cond_wait, signal, broadcast: a queue between producers and consumers. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

#define EACH 2000
#define ROOM 8

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static int queue[ROOM], length;
static long sum;
static int go;

static void *produce(void *argument)
{
	(void)argument;
	for (int i = 1; i <= EACH; i++) {
		CHECK_EQ(pthread_mutex_lock(&lock), 0);
		while (length == ROOM)
			CHECK_EQ(pthread_cond_wait(&emptied, &lock), 0);
		queue[length++] = i;
		CHECK_EQ(pthread_cond_signal(&filled), 0);
		CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	}
	return NULL;
}

static void *consume(void *argument)
{
	(void)argument;
	for (int i = 0; i < EACH; i++) {
		CHECK_EQ(pthread_mutex_lock(&lock), 0);
		while (!length)
			CHECK_EQ(pthread_cond_wait(&filled, &lock), 0);
		sum += queue[--length];
		CHECK_EQ(pthread_cond_signal(&emptied), 0);
		CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	}
	return NULL;
}

static void *wait_to_go(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	go--;
	while (go <= 0)
		CHECK_EQ(pthread_cond_wait(&filled, &lock), 0);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	return NULL;
}

int main(void)
{
	pthread_t threads[6];
	struct timespec past = { 0 };

	for (int i = 0; i < 6; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, i % 2 ? produce : consume, NULL), 0);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(sum, 3L * EACH * (EACH + 1) / 2);

	for (int i = 0; i < 5; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, wait_to_go, NULL), 0);
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	while (go > -5) {
		CHECK_EQ(pthread_mutex_unlock(&lock), 0);
		CHECK_EQ(pthread_mutex_lock(&lock), 0);
	}
	CHECK_EQ(pthread_cond_timedwait(&emptied, &lock, &past), ETIMEDOUT);
	go = 1;
	CHECK_EQ(pthread_cond_broadcast(&filled), 0);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	for (int i = 0; i < 5; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
}
