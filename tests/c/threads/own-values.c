/* errno, values of keys and thread-local variables are a thread's own; destructors run. */
#include "../check.h"
#include <pthread.h>

static pthread_key_t key;
static int destroyed;
static pthread_barrier_t barrier;

static void destroy(void *value)
{
	CHECK(value != NULL);
	__atomic_fetch_add(&destroyed, 1, __ATOMIC_SEQ_CST);
}

static void *run(void *argument)
{
	CHECK(pthread_getspecific(key) == NULL);
	CHECK_EQ(pthread_setspecific(key, argument), 0);
	errno = (int)(long)argument;
	pthread_barrier_wait(&barrier);
	CHECK_EQ(errno, (long)argument);
	CHECK(pthread_getspecific(key) == argument);
	if ((long)argument == 2) pthread_exit(argument);
	return argument;
}

int main(void)
{
	pthread_t threads[4];

	CHECK_EQ(pthread_key_create(&key, destroy), 0);
	CHECK_EQ(pthread_barrier_init(&barrier, NULL, 4), 0);
	errno = 77;
	for (long i = 0; i < 4; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, run, (void *)(i + 1)), 0);
	for (long i = 0; i < 4; i++) {
		void *result;
		CHECK_EQ(pthread_join(threads[i], &result), 0);
		CHECK_EQ((long)result, i + 1);
	}
	CHECK_EQ(errno, 77);
	CHECK_EQ(destroyed, 4);
}
