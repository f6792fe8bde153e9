/* pthread_cond_wait: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

int main(void)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;

	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	pthread_cond_wait(&cond, &mutex);
	return 1;
}
