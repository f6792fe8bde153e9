/* clock_nanosleep: TIMER_ABSTIME sleeps until then; a time in the past returns at once. */
#include "../check.h"
#include <time.h>

int main(void)
{
	clockid_t ids[] = { CLOCK_MONOTONIC, CLOCK_REALTIME };

	for (int i = 0; i < 2; i++) {
		struct timespec start, until, end;
		CHECK_EQ(clock_gettime(ids[i], &start), 0);
		until = start;
		until.tv_nsec += 30000000;
		if (until.tv_nsec >= 1000000000) {
			until.tv_nsec -= 1000000000;
			until.tv_sec++;
		}
		CHECK_EQ(clock_nanosleep(ids[i], TIMER_ABSTIME, &until, NULL), 0);
		CHECK_EQ(clock_gettime(ids[i], &end), 0);
		CHECK(end.tv_sec > until.tv_sec ||
		      (end.tv_sec == until.tv_sec && end.tv_nsec >= until.tv_nsec - 1000000));
		CHECK(end.tv_sec < start.tv_sec + 5);
		CHECK_EQ(clock_nanosleep(ids[i], TIMER_ABSTIME, &start, NULL), 0);
	}
}
