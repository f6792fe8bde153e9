/* Detached threads: their memory is used again, and nobody can join them. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>

static sem_t done;

static void *run(void *argument)
{
	char room[4096];
	memset(room, 1, sizeof room);
	CHECK_EQ(room[(long)argument & 4095], 1);
	CHECK_EQ(sem_post(&done), 0);
	return NULL;
}

int main(void)
{
	pthread_attr_t attr;
	pthread_t thread;
	int state;

	CHECK_EQ(sem_init(&done, 0, 0), 0);
	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &state), 0);
	CHECK_EQ(state, PTHREAD_CREATE_DETACHED);
	/* 2,000 stacks of 1 MiB would not fit. */
	CHECK_EQ(pthread_attr_setstacksize(&attr, 1 << 20), 0);
	for (long i = 0; i < 2000; i++) {
		int error;
		while ((error = pthread_create(&thread, &attr, run, (void *)i)) == EAGAIN);
		CHECK_EQ(error, 0);
		if (i % 2) {
			CHECK_EQ(sem_wait(&done), 0);
			CHECK_EQ(sem_wait(&done), 0);
		}
	}
}
