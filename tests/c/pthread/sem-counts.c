/* Semaphores: count down and up; EAGAIN at 0, ETIMEDOUT, EINVAL. */
#include "../check.h"
#include <semaphore.h>
#include <time.h>

int main(void)
{
	sem_t sem;
	int value;
	struct timespec until;

	CHECK_EQ(sem_init(&sem, 0, 2), 0);
	CHECK_EQ(sem_wait(&sem), 0);
	CHECK_EQ(sem_trywait(&sem), 0);
	CHECK_ERRNO(sem_trywait(&sem), EAGAIN);
	CHECK_EQ(sem_getvalue(&sem, &value), 0);
	CHECK_EQ(value, 0);
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &until), 0);
	CHECK_ERRNO(sem_timedwait(&sem, &until), ETIMEDOUT);
	CHECK_EQ(sem_post(&sem), 0);
	CHECK_EQ(sem_getvalue(&sem, &value), 0);
	CHECK_EQ(value, 1);
	CHECK_EQ(sem_timedwait(&sem, &until), 0);
	CHECK_EQ(sem_destroy(&sem), 0);
	CHECK_ERRNO(sem_init(&sem, 0, 0x80000000u), EINVAL);
}
