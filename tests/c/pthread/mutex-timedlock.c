/* pthread_mutex_timedlock: ETIMEDOUT at the deadline, EINVAL for a bad one. */
#include "../check.h"
#include <pthread.h>
#include <time.h>

int main(void)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	struct timespec until, now, bad = { 0, -1 };

	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &until), 0);
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &until), 0);
	until.tv_nsec += 30000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &until), ETIMEDOUT);
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &now), 0);
	/* Node rounds the time to milliseconds, and its clock of the wait, too. */
	CHECK(now.tv_sec > until.tv_sec ||
	      (now.tv_sec == until.tv_sec && now.tv_nsec >= until.tv_nsec - 2000000));
	CHECK_EQ(pthread_mutex_timedlock(&mutex, &bad), EINVAL);
	CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
}
