/* pthread_create: 50 threads at once, which all wait for each other. */
#include "../check.h"
#include <pthread.h>

#define COUNT 50

static pthread_barrier_t barrier;
static int serial;

static void *run(void *argument)
{
	(void)argument;
	for (int round = 0; round < 3; round++)
		if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
			__atomic_fetch_add(&serial, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

int main(void)
{
	pthread_t threads[COUNT];
	pthread_attr_t attr;

	CHECK_EQ(pthread_barrier_init(&barrier, NULL, COUNT), 0);
	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setstacksize(&attr, 65536), 0);
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ(pthread_create(&threads[i], &attr, run, NULL), 0);
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(serial, 3);
	CHECK_EQ(pthread_barrier_destroy(&barrier), 0);
}
