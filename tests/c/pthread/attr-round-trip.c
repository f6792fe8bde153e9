/* The attribute objects: values that are set are returned, and invalid ones
 * are refused. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

int main(void)
{
	pthread_attr_t attr;
	pthread_mutexattr_t mutex;
	pthread_condattr_t cond;
	pthread_rwlockattr_t rwlock;
	pthread_barrierattr_t barrier;
	struct sched_param param;
	clockid_t clock;
	size_t size;
	int value;

	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &value), 0);
	CHECK_EQ(value, PTHREAD_CREATE_JOINABLE);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &value), 0);
	CHECK_EQ(value, PTHREAD_CREATE_DETACHED);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, 42), EINVAL);
	CHECK_EQ(pthread_attr_setstacksize(&attr, 262144), 0);
	CHECK_EQ(pthread_attr_getstacksize(&attr, &size), 0);
	CHECK_EQ(size, 262144);
	CHECK_EQ(pthread_attr_setstacksize(&attr, 1), EINVAL);
	CHECK_EQ(pthread_attr_setguardsize(&attr, 4096), 0);
	CHECK_EQ(pthread_attr_getguardsize(&attr, &size), 0);
	CHECK_EQ(size, 4096);
	CHECK_EQ(pthread_attr_setscope(&attr, PTHREAD_SCOPE_SYSTEM), 0);
	CHECK_EQ(pthread_attr_setscope(&attr, PTHREAD_SCOPE_PROCESS), ENOTSUP);
	CHECK_EQ(pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED), 0);
	CHECK_EQ(pthread_attr_getinheritsched(&attr, &value), 0);
	CHECK_EQ(value, PTHREAD_EXPLICIT_SCHED);
	CHECK_EQ(pthread_attr_setschedpolicy(&attr, SCHED_OTHER), 0);
	CHECK_EQ(pthread_attr_getschedparam(&attr, &param), 0);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	CHECK_EQ(pthread_mutexattr_init(&mutex), 0);
	CHECK_EQ(pthread_mutexattr_settype(&mutex, PTHREAD_MUTEX_RECURSIVE), 0);
	CHECK_EQ(pthread_mutexattr_gettype(&mutex, &value), 0);
	CHECK_EQ(value, PTHREAD_MUTEX_RECURSIVE);
	CHECK_EQ(pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED), 0);
	CHECK_EQ(pthread_mutexattr_getpshared(&mutex, &value), 0);
	CHECK_EQ(value, PTHREAD_PROCESS_SHARED);
	CHECK_EQ(pthread_mutexattr_setpshared(&mutex, 9), EINVAL);

	CHECK_EQ(pthread_condattr_init(&cond), 0);
	CHECK_EQ(pthread_condattr_getclock(&cond, &clock), 0);
	CHECK(clock == CLOCK_REALTIME);
	CHECK_EQ(pthread_condattr_setclock(&cond, CLOCK_MONOTONIC), 0);
	CHECK_EQ(pthread_condattr_getclock(&cond, &clock), 0);
	CHECK(clock == CLOCK_MONOTONIC);
	CHECK_EQ(pthread_condattr_setclock(&cond, CLOCK_PROCESS_CPUTIME_ID), EINVAL);
	CHECK_EQ(pthread_condattr_setpshared(&cond, PTHREAD_PROCESS_SHARED), 0);
	CHECK_EQ(pthread_condattr_getpshared(&cond, &value), 0);
	CHECK_EQ(value, PTHREAD_PROCESS_SHARED);

	CHECK_EQ(pthread_rwlockattr_init(&rwlock), 0);
	CHECK_EQ(pthread_rwlockattr_setpshared(&rwlock, PTHREAD_PROCESS_SHARED), 0);
	CHECK_EQ(pthread_rwlockattr_getpshared(&rwlock, &value), 0);
	CHECK_EQ(value, PTHREAD_PROCESS_SHARED);
	CHECK_EQ(pthread_barrierattr_init(&barrier), 0);
	CHECK_EQ(pthread_barrierattr_setpshared(&barrier, PTHREAD_PROCESS_SHARED), 0);
	CHECK_EQ(pthread_barrierattr_getpshared(&barrier, &value), 0);
	CHECK_EQ(value, PTHREAD_PROCESS_SHARED);

	pthread_barrier_t one;
	CHECK_EQ(pthread_barrier_init(&one, NULL, 0), EINVAL);
	CHECK_EQ(pthread_barrier_init(&one, &barrier, 1), 0);
	CHECK_EQ(pthread_barrier_wait(&one), PTHREAD_BARRIER_SERIAL_THREAD);
	CHECK_EQ(pthread_barrier_wait(&one), PTHREAD_BARRIER_SERIAL_THREAD);
	CHECK_EQ(pthread_barrier_destroy(&one), 0);
}
