/* Mutexes: EBUSY, EDEADLK and EPERM when error checking, counting when recursive. */
#include "../check.h"
#include <pthread.h>

int main(void)
{
	pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER, checking, recursive;
	pthread_mutexattr_t attr;

	CHECK_EQ(pthread_mutex_lock(&plain), 0);
	CHECK_EQ(pthread_mutex_trylock(&plain), EBUSY);
	CHECK_EQ(pthread_mutex_unlock(&plain), 0);
	CHECK_EQ(pthread_mutex_trylock(&plain), 0);
	CHECK_EQ(pthread_mutex_unlock(&plain), 0);
	CHECK_EQ(pthread_mutex_destroy(&plain), 0);

	CHECK_EQ(pthread_mutexattr_init(&attr), 0);
	CHECK_EQ(pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK), 0);
	CHECK_EQ(pthread_mutex_init(&checking, &attr), 0);
	CHECK_EQ(pthread_mutex_unlock(&checking), EPERM);
	CHECK_EQ(pthread_mutex_lock(&checking), 0);
	CHECK_EQ(pthread_mutex_lock(&checking), EDEADLK);
	CHECK_EQ(pthread_mutex_unlock(&checking), 0);

	CHECK_EQ(pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE), 0);
	CHECK_EQ(pthread_mutex_init(&recursive, &attr), 0);
	for (int i = 0; i < 10; i++)
		CHECK_EQ(pthread_mutex_lock(&recursive), 0);
	for (int i = 0; i < 10; i++)
		CHECK_EQ(pthread_mutex_unlock(&recursive), 0);
	CHECK_EQ(pthread_mutex_unlock(&recursive), EPERM);
	CHECK_EQ(pthread_mutexattr_settype(&attr, 99), EINVAL);
	CHECK_EQ(pthread_mutexattr_destroy(&attr), 0);
}
