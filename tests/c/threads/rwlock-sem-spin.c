/* Read-write locks, semaphores, spin locks and once between threads. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t items, done;
static int value, begun, copies[2];

static void begin(void)
{
	begun++;
}

static void *write_both(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_once(&once, begin), 0);
	for (int i = 0; i < 1000; i++) {
		CHECK_EQ(pthread_rwlock_wrlock(&lock), 0);
		copies[0]++;
		copies[1]++;
		CHECK_EQ(pthread_rwlock_unlock(&lock), 0);
		CHECK_EQ(pthread_spin_lock(&spin), 0);
		value++;
		CHECK_EQ(pthread_spin_unlock(&spin), 0);
		CHECK_EQ(sem_post(&items), 0);
	}
	CHECK_EQ(sem_post(&done), 0);
	return NULL;
}

static void *read_both(void *argument)
{
	(void)argument;
	CHECK_EQ(pthread_once(&once, begin), 0);
	for (int i = 0; i < 1000; i++) {
		CHECK_EQ(pthread_rwlock_rdlock(&lock), 0);
		CHECK_EQ(copies[0], copies[1]);
		CHECK_EQ(pthread_rwlock_unlock(&lock), 0);
		CHECK_EQ(sem_wait(&items), 0);
	}
	CHECK_EQ(sem_post(&done), 0);
	return NULL;
}

int main(void)
{
	pthread_t threads[6];
	int left;

	CHECK_EQ(pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE), 0);
	CHECK_EQ(sem_init(&items, 0, 0), 0);
	CHECK_EQ(sem_init(&done, 0, 0), 0);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, i % 2 ? write_both : read_both, NULL), 0);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(sem_wait(&done), 0);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	CHECK_EQ(begun, 1);
	CHECK_EQ(value, 3000);
	CHECK_EQ(copies[1], 3000);
	CHECK_EQ(sem_getvalue(&items, &left), 0);
	CHECK_EQ(left, 0);
}
