/* pthread_barrier_wait: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

int main(void)
{
	pthread_barrier_t barrier;

	CHECK_EQ(pthread_barrier_init(&barrier, NULL, 2), 0);
	pthread_barrier_wait(&barrier);
	return 1;
}
