/* pthread_mutex_lock: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

int main(void)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	pthread_mutex_lock(&mutex);
	return 1;
}
