/* pthread_once: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void again(void)
{
	pthread_once(&once, again);
}

int main(void)
{
	pthread_once(&once, again);
	return 1;
}
