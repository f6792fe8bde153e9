/* pthread_cancel of oneself, asynchronous: at once. */
#include "../check.h"
#include <pthread.h>

static void cleanup(void *what)
{
	puts(what);
}

int main(void)
{
	CHECK_EQ(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL), 0);
	pthread_cleanup_push(cleanup, "cleaned");
	pthread_cancel(pthread_self());
	exit(1);
	pthread_cleanup_pop(0);
}
