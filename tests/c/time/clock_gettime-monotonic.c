/* clock_gettime: CLOCK_MONOTONIC never goes back, and does go on. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec first, last, now;

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &first), 0);
	last = first;
	for (int i = 0; i < 100000; i++) {
		CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &now), 0);
		CHECK(now.tv_nsec >= 0 && now.tv_nsec < 1000000000);
		CHECK(now.tv_sec > last.tv_sec ||
		      (now.tv_sec == last.tv_sec && now.tv_nsec >= last.tv_nsec));
		last = now;
	}
	CHECK(last.tv_sec > first.tv_sec || last.tv_nsec > first.tv_nsec);
}
