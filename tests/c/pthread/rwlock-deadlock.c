/* Who holds a lock for writing and asks for it again is told. */
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
