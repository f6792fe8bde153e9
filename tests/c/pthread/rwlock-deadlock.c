/* A thread that holds a lock for writing and requests it again gets EDEADLK. */
#include "../check.h"
#include <pthread.h>

int main(void)
{
	pthread_rwlock_t lock;

	CHECK_EQ(pthread_rwlock_init(&lock, NULL), 0);
	CHECK_EQ(pthread_rwlock_wrlock(&lock), 0);
	CHECK_EQ(pthread_rwlock_wrlock(&lock), EDEADLK);
	CHECK_EQ(pthread_rwlock_rdlock(&lock), EDEADLK);
	CHECK_EQ(pthread_rwlock_unlock(&lock), 0);
	CHECK_EQ(pthread_rwlock_wrlock(&lock), 0);
}
