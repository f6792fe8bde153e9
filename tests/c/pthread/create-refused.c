/* pthread_create, thrd_create: without threads they fail, and the function never runs. */
#include "../check.h"
#include <pthread.h>
#include <threads.h>

static void *never(void *argument)
{
	_exit(1);
	return argument;
}

static int never_c11(void *argument)
{
	(void)argument;
	_exit(1);
}

int main(void)
{
	pthread_t thread;
	thrd_t c11;
	pthread_attr_t attr;

	CHECK_EQ(pthread_create(&thread, NULL, never, NULL), EAGAIN);
	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
	CHECK_EQ(pthread_create(&thread, &attr, never, NULL), EAGAIN);
	CHECK(thrd_create(&c11, never_c11, NULL) != thrd_success);
}
