/* pthread_mutex_lock: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

int main(void)
{
	mtx_t mutex;

	CHECK_EQ(mtx_init(&mutex, mtx_plain), thrd_success);
	CHECK_EQ(mtx_lock(&mutex), thrd_success);
	mtx_lock(&mutex);
	return 1;
}
