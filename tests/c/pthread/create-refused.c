/* pthread_create: without threads it returns an error and the function never runs. */
#include "../check.h"
#include <pthread.h>

static void *never(void *argument)
{
	_exit(1);
	return argument;
}

int main(void)
{
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, never, NULL) != 0);
}
