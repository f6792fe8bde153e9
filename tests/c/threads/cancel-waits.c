/* pthread_cancel ends a thread in every kind of wait, after its cleanup functions. */
#include "../check.h"
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static sem_t ready, none;
static int ends[2], cleaned;

static void clean(void *argument)
{
	(void)argument;
	cleaned++;
}

static void unlock(void *argument)
{
	CHECK_EQ(pthread_mutex_unlock(argument), 0);
	cleaned++;
}

static void *in_cond(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	pthread_cleanup_push(unlock, &lock);
	CHECK_EQ(sem_post(&ready), 0);
	for (;;)
		pthread_cond_wait(&never, &lock);
	pthread_cleanup_pop(0);
}

static void *in_wait(void *argument)
{
	struct timespec hour = { .tv_sec = 3600 };
	struct pollfd entry = { ends[0], POLLIN, 0 };
	char byte;

	pthread_cleanup_push(clean, NULL);
	CHECK_EQ(sem_post(&ready), 0);
	switch ((int)(long)argument) {
	case 0: sem_wait(&none); break;
	case 1: nanosleep(&hour, NULL); break;
	case 2: read(ends[0], &byte, 1); break;
	case 3: poll(&entry, 1, -1); break;
	case 4: sleep(3600); break;
	case 5: for (;;) pthread_testcancel();
	}
	exit(2);
	pthread_cleanup_pop(0);
}

static void *disabled(void *argument)
{
	struct timespec moment = { .tv_nsec = 300000000 };
	(void)argument;
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(nanosleep(&moment, NULL), 0);
	pthread_testcancel();
	cleaned++;
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL), 0);
	pthread_testcancel();
	exit(3);
}

static void cancel(void *(*run)(void *), long how, int moment)
{
	struct timespec time = { .tv_nsec = moment };
	pthread_t thread;
	void *result;
	int before = cleaned;

	CHECK_EQ(pthread_create(&thread, NULL, run, (void *)how), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	if (moment) CHECK_EQ(nanosleep(&time, NULL), 0);
	CHECK_EQ(pthread_cancel(thread), 0);
	CHECK_EQ(pthread_join(thread, &result), 0);
	CHECK(result == PTHREAD_CANCELED);
	CHECK_EQ(cleaned, before + 1);
}

int main(void)
{
	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&none, 0, 0), 0);
	CHECK_EQ(pipe(ends), 0);
	for (int moment = 0; moment <= 5000000; moment += 5000000) {
		cancel(in_cond, 0, moment);
		for (long how = 0; how <= 5; how++)
			cancel(in_wait, how, moment);
		cancel(disabled, 0, moment);
	}
	CHECK_EQ(pthread_mutex_trylock(&lock), 0);
}
