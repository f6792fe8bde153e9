/* Attributes of threads: values, errors, and what pthread_create makes of them. */
#define _GNU_SOURCE
#include "../check.h"
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdint.h>

static sem_t ready, proceed;
static char own_stack[256 * 1024] __attribute__((aligned(4096)));

static int is_in(const void *place, const void *stack, size_t size)
{
	return (uintptr_t)place >= (uintptr_t)stack
		&& (uintptr_t)place < (uintptr_t)stack + size;
}

static void *on_own_stack(void *argument)
{
	int place;
	CHECK(is_in(&place, own_stack, sizeof own_stack));
	return argument;
}

static void *on_large_stack(void *argument)
{
	volatile char big[700 * 1024];
	pthread_attr_t attr;
	size_t size;
	void *stack;
	int state;

	memset((char *)big, 1, sizeof big);
	CHECK_EQ(pthread_getattr_np(pthread_self(), &attr), 0);
	CHECK_EQ(pthread_attr_getstack(&attr, &stack, &size), 0);
	CHECK(size >= sizeof big);
	CHECK(is_in((char *)big, stack, size));
	CHECK(is_in((char *)big + sizeof big - 1, stack, size));
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &state), 0);
	CHECK_EQ(state, PTHREAD_CREATE_JOINABLE);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);
	return argument;
}

static void *detached(void *argument)
{
	pthread_attr_t attr;
	int state;
	(void)argument;
	CHECK_EQ(pthread_getattr_np(pthread_self(), &attr), 0);
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &state), 0);
	CHECK_EQ(state, PTHREAD_CREATE_DETACHED);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);
	CHECK_EQ(sem_post(&ready), 0);
	return NULL;
}

static void *waits(void *argument)
{
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&proceed), 0);
	return argument;
}

int main(void)
{
	struct sched_param param;
	pthread_attr_t attr;
	pthread_t thread, main_thread = pthread_self();
	clockid_t clock;
	struct timespec time;
	char name[16];
	size_t size;
	void *stack, *value;
	int number;

	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&proceed, 0, 0), 0);

	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_getdetachstate(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_CREATE_JOINABLE);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, 99), EINVAL);
	CHECK_EQ(pthread_attr_getscope(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_SCOPE_SYSTEM);
	CHECK_EQ(pthread_attr_setscope(&attr, PTHREAD_SCOPE_SYSTEM), 0);
	CHECK_EQ(pthread_attr_setscope(&attr, PTHREAD_SCOPE_PROCESS), ENOTSUP);
	CHECK_EQ(pthread_attr_setscope(&attr, 99), EINVAL);
	CHECK_EQ(pthread_attr_getinheritsched(&attr, &number), 0);
	CHECK_EQ(number, PTHREAD_INHERIT_SCHED);
	CHECK_EQ(pthread_attr_setinheritsched(&attr, 99), EINVAL);
	CHECK_EQ(pthread_attr_getschedpolicy(&attr, &number), 0);
	CHECK_EQ(number, SCHED_OTHER);
	CHECK_EQ(pthread_attr_setschedpolicy(&attr, SCHED_OTHER), 0);
	param.sched_priority = 0;
	CHECK_EQ(pthread_attr_setschedparam(&attr, &param), 0);
	CHECK_EQ(pthread_attr_getschedparam(&attr, &param), 0);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(pthread_attr_setguardsize(&attr, 4096), 0);
	CHECK_EQ(pthread_attr_getguardsize(&attr, &size), 0);
	CHECK_EQ(size, 4096);
	CHECK_EQ(pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN - 1), EINVAL);
	CHECK_EQ(pthread_attr_setstack(&attr, own_stack, PTHREAD_STACK_MIN - 1), EINVAL);

	/* Scheduling as it is, explicitly. */
	CHECK_EQ(pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED), 0);
	CHECK_EQ(pthread_create(&thread, &attr, waits, &time), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_getschedparam(thread, &number, &param), 0);
	CHECK_EQ(number, SCHED_OTHER);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(pthread_setschedparam(thread, SCHED_OTHER, &param), 0);
	CHECK_EQ(pthread_setschedprio(thread, 0), 0);
	CHECK_EQ(pthread_setschedprio(thread, 1), EINVAL);
	CHECK_EQ(pthread_setschedparam(thread, 99, &param), EINVAL);
	CHECK_EQ(pthread_getschedparam(main_thread, &number, &param), 0);
	CHECK_EQ(pthread_getcpuclockid(thread, &clock), 0);
	CHECK_EQ(clock_gettime(clock, &time), 0);
	CHECK_EQ(pthread_setname_np(thread, "worker"), 0);
	CHECK_EQ(pthread_getname_np(thread, name, sizeof name), 0);
	CHECK_STR(name, "worker");
	CHECK_EQ(pthread_setname_np(thread, "a name that is too long"), ERANGE);
	CHECK_EQ(pthread_getname_np(thread, name, 2), ERANGE);
	CHECK_EQ(pthread_setname_np(main_thread, "first"), 0);
	CHECK_EQ(pthread_getname_np(main_thread, name, sizeof name), 0);
	CHECK_STR(name, "first");
	CHECK_EQ(sem_post(&proceed), 0);
	CHECK_EQ(pthread_join(thread, &value), 0);
	CHECK(value == &time);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	/* Stacks: the caller's, a large one. */
	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setstack(&attr, own_stack, sizeof own_stack), 0);
	CHECK_EQ(pthread_attr_getstack(&attr, &stack, &size), 0);
	CHECK(stack == own_stack);
	CHECK_EQ(size, sizeof own_stack);
	for (int i = 0; i < 3; i++) {
		CHECK_EQ(pthread_create(&thread, &attr, on_own_stack, &time), 0);
		CHECK_EQ(pthread_join(thread, &value), 0);
		CHECK(value == &time);
	}
	CHECK_EQ(pthread_attr_destroy(&attr), 0);
	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setstacksize(&attr, 1024 * 1024), 0);
	CHECK_EQ(pthread_attr_getstacksize(&attr, &size), 0);
	CHECK_EQ(size, 1024 * 1024);
	CHECK_EQ(pthread_create(&thread, &attr, on_large_stack, NULL), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	CHECK_EQ(pthread_attr_init(&attr), 0);
	CHECK_EQ(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
	CHECK_EQ(pthread_create(&thread, &attr, detached, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	/* The first thread's. */
	CHECK_EQ(pthread_getattr_np(main_thread, &attr), 0);
	CHECK_EQ(pthread_attr_getstack(&attr, &stack, &size), 0);
	CHECK(is_in(&attr, stack, size));
	CHECK_EQ(pthread_attr_destroy(&attr), 0);

	/* A concurrency level is a hint. */
	CHECK_EQ(pthread_setconcurrency(-1), EINVAL);
	CHECK_EQ(pthread_setconcurrency(0), 0);
	CHECK_EQ(pthread_getconcurrency(), 0);
}
