/* Locks, conditions, barriers and semaphores: kinds, errors, times that are over. */
#include "../check.h"
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t mutex;
static pthread_rwlock_t rwlock;
static pthread_spinlock_t spin;
static pthread_barrier_t barrier;
static int serial;

static struct timespec in(clockid_t clock, long milliseconds)
{
	struct timespec time;
	CHECK_EQ(clock_gettime(clock, &time), 0);
	time.tv_nsec += milliseconds * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

static int is_over(clockid_t clock, struct timespec end)
{
	struct timespec now;
	CHECK_EQ(clock_gettime(clock, &now), 0);
	return now.tv_sec > end.tv_sec
		|| (now.tv_sec == end.tv_sec && now.tv_nsec >= end.tv_nsec);
}

static void in_thread(void *(*function)(void *), void *argument)
{
	pthread_t thread;
	CHECK_EQ(pthread_create(&thread, NULL, function, argument), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
}

static void *mutex_is_taken(void *of_error_checks)
{
	struct timespec end = in(CLOCK_REALTIME, 20), wrong = end;
	CHECK_EQ(pthread_mutex_trylock(&mutex), EBUSY);
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &end), ETIMEDOUT);
	CHECK(is_over(CLOCK_REALTIME, end));
	wrong.tv_nsec = 1000000000;
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &wrong), EINVAL);
	if (of_error_checks)
		CHECK_EQ(pthread_mutex_unlock(&mutex), EPERM);
	return NULL;
}

static void *mutex_is_free(void *argument)
{
	struct timespec end = in(CLOCK_REALTIME, 0);
	(void)argument;
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &end), 0);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	return NULL;
}

static void *dies(void *argument)
{
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	return argument;
}

static void mutexes(void)
{
	pthread_mutexattr_t attr;
	int kinds[] = { PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK,
		PTHREAD_MUTEX_RECURSIVE }, number;

	CHECK_EQ(pthread_mutexattr_init(&attr), 0);
	CHECK_EQ(pthread_mutexattr_settype(&attr, 99), EINVAL);
	CHECK_EQ(pthread_mutexattr_setpshared(&attr, 99), EINVAL);
	CHECK_EQ(pthread_mutexattr_setrobust(&attr, 99), EINVAL);
	CHECK_EQ(pthread_mutexattr_setprotocol(&attr, 99), EINVAL);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(pthread_mutexattr_settype(&attr, kinds[i]), 0);
		CHECK_EQ(pthread_mutexattr_gettype(&attr, &number), 0);
		CHECK_EQ(number, kinds[i]);
		CHECK_EQ(pthread_mutex_init(&mutex, &attr), 0);
		CHECK_EQ(pthread_mutex_lock(&mutex), 0);
		in_thread(mutex_is_taken, kinds[i] ? &mutex : NULL);
		if (kinds[i] == PTHREAD_MUTEX_ERRORCHECK)
			CHECK_EQ(pthread_mutex_lock(&mutex), EDEADLK);
		if (kinds[i] == PTHREAD_MUTEX_RECURSIVE) {
			CHECK_EQ(pthread_mutex_lock(&mutex), 0);
			CHECK_EQ(pthread_mutex_trylock(&mutex), 0);
			CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
			CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
			in_thread(mutex_is_taken, &mutex);
		}
		CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
		if (kinds[i])
			CHECK_EQ(pthread_mutex_unlock(&mutex), EPERM);
		in_thread(mutex_is_free, NULL);
		CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
	}

	/* The owner of a robust one ends. */
	CHECK_EQ(pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_NORMAL), 0);
	CHECK_EQ(pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST), 0);
	CHECK_EQ(pthread_mutexattr_getrobust(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_MUTEX_ROBUST);
	CHECK_EQ(pthread_mutex_init(&mutex, &attr), 0);
	in_thread(dies, NULL);
	CHECK_EQ(pthread_mutex_lock(&mutex), EOWNERDEAD);
	CHECK_EQ(pthread_mutex_consistent(&mutex), 0);
	CHECK_EQ(pthread_mutex_consistent(&mutex), EINVAL);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	in_thread(dies, NULL);
	CHECK_EQ(pthread_mutex_trylock(&mutex), EOWNERDEAD);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	CHECK_EQ(pthread_mutex_lock(&mutex), ENOTRECOVERABLE);
	CHECK_EQ(pthread_mutex_trylock(&mutex), ENOTRECOVERABLE);
	CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
	CHECK_EQ(pthread_mutexattr_destroy(&attr), 0);
}

static void *rwlock_is_read(void *argument)
{
	struct timespec end = in(CLOCK_REALTIME, 20);
	(void)argument;
	CHECK_EQ(pthread_rwlock_tryrdlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_timedrdlock(&rwlock, &end), 0);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_trywrlock(&rwlock), EBUSY);
	CHECK_EQ(pthread_rwlock_timedwrlock(&rwlock, &end), ETIMEDOUT);
	CHECK(is_over(CLOCK_REALTIME, end));
	return NULL;
}

static void *rwlock_is_written(void *argument)
{
	struct timespec end = in(CLOCK_REALTIME, 20);
	(void)argument;
	CHECK_EQ(pthread_rwlock_tryrdlock(&rwlock), EBUSY);
	CHECK_EQ(pthread_rwlock_trywrlock(&rwlock), EBUSY);
	CHECK_EQ(pthread_rwlock_timedrdlock(&rwlock, &end), ETIMEDOUT);
	end.tv_nsec = -1;
	CHECK_EQ(pthread_rwlock_timedrdlock(&rwlock, &end), EINVAL);
	CHECK_EQ(pthread_rwlock_timedwrlock(&rwlock, &end), EINVAL);
	return NULL;
}

static void rwlocks(void)
{
	pthread_rwlockattr_t attr;
	int number;
	CHECK_EQ(pthread_rwlockattr_init(&attr), 0);
	CHECK_EQ(pthread_rwlockattr_setpshared(&attr, 99), EINVAL);
	CHECK_EQ(pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_PRIVATE), 0);
	CHECK_EQ(pthread_rwlockattr_getpshared(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_PROCESS_PRIVATE);
	CHECK_EQ(pthread_rwlock_init(&rwlock, &attr), 0);
	CHECK_EQ(pthread_rwlockattr_destroy(&attr), 0);
	CHECK_EQ(pthread_rwlock_rdlock(&rwlock), 0);
	in_thread(rwlock_is_read, NULL);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_wrlock(&rwlock), 0);
	in_thread(rwlock_is_written, NULL);
	CHECK_EQ(pthread_rwlock_unlock(&rwlock), 0);
	CHECK_EQ(pthread_rwlock_destroy(&rwlock), 0);
}

static void *waits_at_barrier(void *argument)
{
	int result = pthread_barrier_wait(&barrier);
	CHECK(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD);
	if (result)
		__atomic_fetch_add(&serial, 1, __ATOMIC_SEQ_CST);
	return argument;
}

static void barriers(void)
{
	pthread_barrierattr_t attr;
	pthread_t threads[4];
	int number;
	CHECK_EQ(pthread_barrierattr_init(&attr), 0);
	CHECK_EQ(pthread_barrierattr_setpshared(&attr, 99), EINVAL);
	CHECK_EQ(pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED), 0);
	CHECK_EQ(pthread_barrierattr_getpshared(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_PROCESS_SHARED);
	CHECK_EQ(pthread_barrier_init(&barrier, NULL, 0), EINVAL);
	for (int round = 1; round <= 4; round++) {
		CHECK_EQ(pthread_barrier_init(&barrier, round % 2 ? NULL : &attr, 4), 0);
		for (int i = 0; i < 4; i++)
			CHECK_EQ(pthread_create(&threads[i], NULL, waits_at_barrier, NULL), 0);
		for (int i = 0; i < 4; i++)
			CHECK_EQ(pthread_join(threads[i], NULL), 0);
		CHECK_EQ(serial, round);
		CHECK_EQ(pthread_barrier_destroy(&barrier), 0);
	}
	CHECK_EQ(pthread_barrierattr_destroy(&attr), 0);
}

static void conditions(void)
{
	clockid_t clocks[] = { CLOCK_REALTIME, CLOCK_MONOTONIC }, clock;
	pthread_condattr_t attr;
	pthread_cond_t condition;
	struct timespec end;
	CHECK_EQ(pthread_condattr_init(&attr), 0);
	CHECK_EQ(pthread_condattr_setpshared(&attr, 99), EINVAL);
	CHECK_EQ(pthread_condattr_setclock(&attr, -1), EINVAL);
	CHECK_EQ(pthread_condattr_setclock(&attr, CLOCK_PROCESS_CPUTIME_ID), EINVAL);
	CHECK_EQ(pthread_mutex_init(&mutex, NULL), 0);
	CHECK_EQ(pthread_mutex_lock(&mutex), 0);
	for (int i = 0; i < 2; i++) {
		CHECK_EQ(pthread_condattr_setclock(&attr, clocks[i]), 0);
		CHECK_EQ(pthread_condattr_getclock(&attr, &clock), 0);
		CHECK_EQ(clock, clocks[i]);
		CHECK_EQ(pthread_cond_init(&condition, &attr), 0);
		end = in(clock, 20);
		CHECK_EQ(pthread_cond_timedwait(&condition, &mutex, &end), ETIMEDOUT);
		CHECK(is_over(clock, end));
		/* The mutex is this thread's again. */
		in_thread(mutex_is_taken, NULL);
		end.tv_nsec = 1000000000;
		CHECK_EQ(pthread_cond_timedwait(&condition, &mutex, &end), EINVAL);
		CHECK_EQ(pthread_cond_signal(&condition), 0);
		CHECK_EQ(pthread_cond_broadcast(&condition), 0);
		CHECK_EQ(pthread_cond_destroy(&condition), 0);
	}
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
	CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
	CHECK_EQ(pthread_condattr_destroy(&attr), 0);
}

static void *spin_is_taken(void *argument)
{
	CHECK_EQ(pthread_spin_trylock(&spin), EBUSY);
	return argument;
}

static void *posts(void *semaphore)
{
	CHECK_EQ(sem_post(semaphore), 0);
	return NULL;
}

static void semaphores(void)
{
	struct timespec end = in(CLOCK_REALTIME, 20);
	sem_t semaphore, *named, *again;
	int value;
	CHECK_ERRNO(sem_init(&semaphore, 0, SEM_VALUE_MAX + 1U), EINVAL);
	CHECK_EQ(sem_init(&semaphore, 0, 1), 0);
	CHECK_EQ(sem_trywait(&semaphore), 0);
	CHECK_ERRNO(sem_trywait(&semaphore), EAGAIN);
	CHECK_ERRNO(sem_timedwait(&semaphore, &end), ETIMEDOUT);
	CHECK(is_over(CLOCK_REALTIME, end));
	end.tv_nsec = 1000000000;
	CHECK_ERRNO(sem_timedwait(&semaphore, &end), EINVAL);
	CHECK_EQ(sem_post(&semaphore), 0);
	end = in(CLOCK_REALTIME, 0);
	CHECK_EQ(sem_timedwait(&semaphore, &end), 0);
	CHECK_EQ(sem_getvalue(&semaphore, &value), 0);
	CHECK_EQ(value, 0);
	CHECK_EQ(sem_destroy(&semaphore), 0);
	CHECK_EQ(sem_init(&semaphore, 0, SEM_VALUE_MAX), 0);
	CHECK_ERRNO(sem_post(&semaphore), EOVERFLOW);
	CHECK_EQ(sem_destroy(&semaphore), 0);

	sem_unlink("/wasi-sysroot-locks");
	named = sem_open("/wasi-sysroot-locks", O_CREAT | O_EXCL, 0600, 0);
	CHECK(named != SEM_FAILED);
	again = sem_open("/wasi-sysroot-locks", 0);
	CHECK(again == named);
	in_thread(posts, again);
	CHECK_EQ(sem_wait(named), 0);
	CHECK_EQ(sem_unlink("/wasi-sysroot-locks"), 0);
	CHECK_ERRNO(sem_unlink("/wasi-sysroot-locks"), ENOENT);
	CHECK_EQ(sem_close(named), 0);
	CHECK_EQ(sem_close(again), 0);
}

int main(void)
{
	mutexes();
	rwlocks();
	barriers();
	conditions();
	CHECK_EQ(pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE), 0);
	CHECK_EQ(pthread_spin_lock(&spin), 0);
	in_thread(spin_is_taken, NULL);
	CHECK_EQ(pthread_spin_unlock(&spin), 0);
	CHECK_EQ(pthread_spin_trylock(&spin), 0);
	CHECK_EQ(pthread_spin_unlock(&spin), 0);
	CHECK_EQ(pthread_spin_destroy(&spin), 0);
	semaphores();
}
