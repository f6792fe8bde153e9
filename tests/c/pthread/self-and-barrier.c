/* pthread_self is itself; spin locks and a barrier for one; cleanup functions; thread-locals. */
#include "../check.h"
#include <pthread.h>

static _Thread_local int local = 7;
static int cleaned;

static void clean(void *argument)
{
	cleaned += *(int *)argument;
}

int main(void)
{
	pthread_spinlock_t spin;
	pthread_barrier_t barrier;
	int five = 5;

	CHECK(pthread_equal(pthread_self(), pthread_self()));
	CHECK_EQ(local++, 7);
	CHECK_EQ(local, 8);
	CHECK_EQ(pthread_spin_init(&spin, 0), 0);
	CHECK_EQ(pthread_spin_lock(&spin), 0);
	CHECK_EQ(pthread_spin_trylock(&spin), EBUSY);
	CHECK_EQ(pthread_spin_unlock(&spin), 0);
	CHECK_EQ(pthread_barrier_init(&barrier, NULL, 1), 0);
	CHECK_EQ(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
	CHECK_EQ(pthread_barrier_destroy(&barrier), 0);
	pthread_cleanup_push(clean, &five);
	pthread_cleanup_pop(1);
	pthread_cleanup_push(clean, &five);
	pthread_cleanup_pop(0);
	CHECK_EQ(cleaned, 5);
}
