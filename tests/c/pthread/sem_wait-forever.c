/* sem_wait: a wait that nothing could end traps with a message. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

int main(void)
{
	sem_t sem;

	CHECK_EQ(sem_init(&sem, 0, 1), 0);
	CHECK_EQ(sem_wait(&sem), 0);
	sem_wait(&sem);
	return 1;
}
