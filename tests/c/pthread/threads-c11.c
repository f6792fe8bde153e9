/* C11 threads: mutexes, conditions, storage, sleep; thrd_exit ends with status 0. */
#include "../check.h"
#include <threads.h>
#include <time.h>

static void destroy(void *value)
{
	puts(value);
}

int main(void)
{
	mtx_t plain, timed, recursive;
	cnd_t cond;
	tss_t key;
	struct timespec until, nap = { 0, 1000000 };

	CHECK_EQ(mtx_init(&plain, mtx_plain), thrd_success);
	CHECK_EQ(mtx_lock(&plain), thrd_success);
	CHECK_EQ(mtx_trylock(&plain), thrd_busy);
	CHECK_EQ(mtx_unlock(&plain), thrd_success);
	mtx_destroy(&plain);

	CHECK_EQ(mtx_init(&recursive, mtx_recursive), thrd_success);
	CHECK_EQ(mtx_lock(&recursive), thrd_success);
	CHECK_EQ(mtx_trylock(&recursive), thrd_success);
	CHECK_EQ(mtx_unlock(&recursive), thrd_success);
	CHECK_EQ(mtx_unlock(&recursive), thrd_success);

	CHECK_EQ(mtx_init(&timed, mtx_timed), thrd_success);
	CHECK_EQ(timespec_get(&until, TIME_UTC), TIME_UTC);
	CHECK_EQ(mtx_timedlock(&timed, &until), thrd_success);
	CHECK_EQ(mtx_timedlock(&timed, &until), thrd_timedout);
	CHECK_EQ(cnd_init(&cond), thrd_success);
	CHECK_EQ(cnd_signal(&cond), thrd_success);
	CHECK_EQ(cnd_broadcast(&cond), thrd_success);
	CHECK_EQ(cnd_timedwait(&cond, &timed, &until), thrd_timedout);
	CHECK_EQ(mtx_unlock(&timed), thrd_success);
	cnd_destroy(&cond);

	CHECK_EQ(thrd_sleep(&nap, NULL), 0);
	thrd_yield();
	CHECK(thrd_equal(thrd_current(), thrd_current()));
	CHECK_EQ(tss_create(&key, destroy), thrd_success);
	CHECK(tss_get(key) == NULL);
	CHECK_EQ(tss_set(key, "destroyed"), thrd_success);
	CHECK_STR(tss_get(key), "destroyed");
	thrd_exit(7);
}
