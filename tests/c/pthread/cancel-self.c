/* pthread_cancel of oneself: waits for a cancellation point, runs the cleanup functions. */
#include "../check.h"
#include <pthread.h>

static void cleanup(void *what)
{
	puts(what);
}

int main(void)
{
	int state;

	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state), 0);
	CHECK_EQ(pthread_cancel(pthread_self()), 0);
	pthread_testcancel();
	pthread_cleanup_push(cleanup, "cleaned");
	puts("still here");
	CHECK_EQ(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL), 0);
	pthread_testcancel();
	exit(1);
	pthread_cleanup_pop(0);
}
