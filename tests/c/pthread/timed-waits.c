/* Timed waits that nothing ends sleep until their deadline: ETIMEDOUT, and not
 * before. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static struct timespec after(clockid_t clock, long milliseconds)
{
	struct timespec time;

	CHECK_EQ(clock_gettime(clock, &time), 0);
	time.tv_nsec += milliseconds * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

/* The clocks of a host may differ by a little. */
static int is_past(clockid_t clock, struct timespec deadline)
{
	struct timespec now = after(clock, 1);

	return now.tv_sec > deadline.tv_sec ||
	       (now.tv_sec == deadline.tv_sec && now.tv_nsec >= deadline.tv_nsec);
}

int main(void)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
	pthread_condattr_t attr;
	pthread_cond_t cond;
	sem_t sem;
	struct timespec until, bad = { 0, 1000000000 }, past = { 1, 0 };

	CHECK_EQ(pthread_condattr_init(&attr), 0);
	CHECK_EQ(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC), 0);
	CHECK_EQ(pthread_cond_init(&cond, &attr), 0);
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	until = after(CLOCK_MONOTONIC, 20);
	CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &until), ETIMEDOUT);
	CHECK(is_past(CLOCK_MONOTONIC, until));
	CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &bad), EINVAL);
	until = after(CLOCK_REALTIME, 20);
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &until), ETIMEDOUT);
	CHECK(is_past(CLOCK_REALTIME, until));

	CHECK_EQ(pthread_rwlock_rdlock(&rwlock), 0);
	until = after(CLOCK_REALTIME, 20);
	CHECK_EQ(pthread_rwlock_timedwrlock(&rwlock, &until), ETIMEDOUT);
	CHECK(is_past(CLOCK_REALTIME, until));
	CHECK_EQ(pthread_rwlock_timedrdlock(&rwlock, &until), 0);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_timedwrlock(&rwlock, &past), 0);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);

	CHECK_EQ(sem_init(&sem, 0, 0), 0);
	until = after(CLOCK_REALTIME, 20);
	CHECK_ERRNO(sem_timedwait(&sem, &until), ETIMEDOUT);
	CHECK(is_past(CLOCK_REALTIME, until));
	CHECK_ERRNO(sem_timedwait(&sem, &bad), EINVAL);
	CHECK_ERRNO(sem_timedwait(&sem, &past), ETIMEDOUT);
	CHECK_EQ(sem_post(&sem), 0);
	CHECK_EQ(sem_timedwait(&sem, &past), 0);
	CHECK_EQ(sem_destroy(&sem), 0);
}
