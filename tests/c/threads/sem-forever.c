/* When the last other thread has ended, a wait that only it could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t none;

static void *run(void *argument)
{
	struct timespec moment = { .tv_nsec = 10000000 };
	CHECK_EQ(nanosleep(&moment, NULL), 0);
	return argument;
}

int main(void)
{
	pthread_t thread;
	CHECK_EQ(sem_init(&none, 0, 0), 0);
	CHECK_EQ(pthread_create(&thread, NULL, run, NULL), 0);
	CHECK_EQ(pthread_detach(thread), 0);
	sem_wait(&none);
	return 1;
}
