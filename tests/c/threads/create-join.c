/* pthread_create, pthread_join: each thread gets its argument, and its result comes back. */
#include "../check.h"
#include <pthread.h>
#include <sched.h>

#define COUNT 8

static pthread_t seen[COUNT];
static __thread int own = 7;

static void *run(void *argument)
{
	int number = *(int *)argument;
	CHECK_EQ(own, 7);
	own = number;
	seen[number] = pthread_self();
	sched_yield();
	CHECK_EQ(own, number);
	return argument;
}

int main(void)
{
	pthread_t threads[COUNT];
	int numbers[COUNT];

	for (int i = 0; i < COUNT; i++) {
		numbers[i] = i;
		CHECK_EQ(pthread_create(&threads[i], NULL, run, &numbers[i]), 0);
	}
	for (int i = 0; i < COUNT; i++) {
		void *result;
		CHECK_EQ(pthread_join(threads[i], &result), 0);
		CHECK(result == &numbers[i]);
		CHECK(pthread_equal(threads[i], seen[i]));
		for (int j = 0; j < i; j++)
			CHECK(!pthread_equal(seen[i], seen[j]));
	}
	CHECK_EQ(own, 7);

	/* Hundreds in a row: what a thread had is used again. */
	for (int i = 0; i < 300; i++) {
		CHECK_EQ(pthread_create(&threads[0], NULL, run, &numbers[i % COUNT]), 0);
		CHECK_EQ(pthread_join(threads[0], NULL), 0);
	}
}
