/* pthread_getschedparam, pthread_setschedparam: policy and priority of the thread. */
#include "../check.h"
#include <pthread.h>
#include <sched.h>

int main(void)
{
	struct sched_param param = { .sched_priority = 7 };
	int policy = -1;

	CHECK_EQ(pthread_getschedparam(pthread_self(), &policy, &param), 0);
	CHECK_EQ(policy, SCHED_OTHER);
	CHECK_EQ(param.sched_priority, 0);
	CHECK_EQ(pthread_setschedparam(pthread_self(), policy, &param), 0);
	CHECK_EQ(pthread_setschedprio(pthread_self(), 0), 0);
	CHECK_EQ(pthread_setschedprio(pthread_self(), 1), EINVAL);
}
