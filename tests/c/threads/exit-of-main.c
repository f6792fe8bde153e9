/* pthread_exit of main: the process ends with its last thread, with status 0. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

static pthread_t first;

static void at_exit(void)
{
	puts("at exit");
}

static void *last(void *argument)
{
	struct timespec moment = { .tv_nsec = 20000000 };
	void *result;

	CHECK_EQ(pthread_join(first, &result), 0);
	CHECK(result == argument);
	CHECK_EQ(nanosleep(&moment, NULL), 0);
	puts("last");
	return NULL;
}

int main(void)
{
	pthread_t thread;

	first = pthread_self();
	CHECK_EQ(atexit(at_exit), 0);
	CHECK_EQ(pthread_create(&thread, NULL, last, &first), 0);
	CHECK_EQ(pthread_detach(thread), 0);
	pthread_exit(&first);
}
