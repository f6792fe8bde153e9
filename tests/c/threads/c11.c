/* <threads.h>: threads, mutexes, conditions, values and once. */
#include "../check.h"
#include <threads.h>
#include <time.h>

static mtx_t lock;
static cnd_t changed;
static tss_t key;
static once_flag once = ONCE_FLAG_INIT;
static int count, begun, destroyed;
static thread_local int own;

static void begin(void)
{
	begun++;
}

static void destroy(void *value)
{
	(void)value;
	mtx_lock(&lock);
	destroyed++;
	mtx_unlock(&lock);
}

static int run(void *argument)
{
	call_once(&once, begin);
	own++;
	CHECK_EQ(tss_set(key, &own), thrd_success);
	CHECK_EQ(mtx_lock(&lock), thrd_success);
	count++;
	CHECK_EQ(cnd_signal(&changed), thrd_success);
	CHECK_EQ(mtx_unlock(&lock), thrd_success);
	thrd_yield();
	CHECK_EQ(own, 1);
	if (*(int *)argument) thrd_exit(9);
	return 8;
}

int main(void)
{
	struct timespec past = { 0 };
	int yes = 1, no = 0, result;
	thrd_t threads[2];

	CHECK_EQ(mtx_init(&lock, mtx_plain | mtx_timed), thrd_success);
	CHECK_EQ(cnd_init(&changed), thrd_success);
	CHECK_EQ(tss_create(&key, destroy), thrd_success);
	CHECK_EQ(mtx_lock(&lock), thrd_success);
	CHECK_EQ(thrd_create(&threads[0], run, &no), thrd_success);
	CHECK_EQ(thrd_create(&threads[1], run, &yes), thrd_success);
	while (count < 2)
		CHECK_EQ(cnd_wait(&changed, &lock), thrd_success);
	CHECK_EQ(cnd_timedwait(&changed, &lock, &past), thrd_timedout);
	CHECK_EQ(mtx_unlock(&lock), thrd_success);
	CHECK_EQ(thrd_join(threads[0], &result), thrd_success);
	CHECK_EQ(result, 8);
	CHECK_EQ(thrd_join(threads[1], &result), thrd_success);
	CHECK_EQ(result, 9);
	CHECK_EQ(begun, 1);
	CHECK_EQ(destroyed, 2);
	CHECK_EQ(own, 0);
}
