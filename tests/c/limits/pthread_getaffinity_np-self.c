/* pthread_getaffinity_np: the same processors as sched_getaffinity. */
#include "../check.h"
#include <pthread.h>
#include <sched.h>

int main(void)
{
	cpu_set_t set, process;

	CHECK_EQ(pthread_getaffinity_np(pthread_self(), sizeof set, &set), 0);
	CHECK_EQ(sched_getaffinity(0, sizeof process, &process), 0);
	CHECK(CPU_EQUAL(&set, &process));
	CHECK_EQ(pthread_setaffinity_np(pthread_self(), sizeof set, &set), 0);
}
