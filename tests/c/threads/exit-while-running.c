/* exit in one thread ends the others, wherever they are, after atexit and with the status. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>

static sem_t ready, none;

static void at_exit(void)
{
	puts("at exit");
}

static void *compute(void *argument)
{
	CHECK_EQ(sem_post(&ready), 0);
	for (volatile unsigned i = 0;; i++);
	return argument;
}

static void *wait_forever(void *argument)
{
	CHECK_EQ(sem_post(&ready), 0);
	sem_wait(&none);
	return argument;
}

static void *leave(void *argument)
{
	for (int i = 0; i < 2; i++)
		CHECK_EQ(sem_wait(&ready), 0);
	printf("not flushed by hand\n");
	exit(5);
	return argument;
}

int main(void)
{
	pthread_t thread;

	CHECK_EQ(atexit(at_exit), 0);
	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&none, 0, 0), 0);
	CHECK_EQ(pthread_create(&thread, NULL, compute, NULL), 0);
	CHECK_EQ(pthread_create(&thread, NULL, wait_forever, NULL), 0);
	CHECK_EQ(pthread_create(&thread, NULL, leave, NULL), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	return 1;
}
