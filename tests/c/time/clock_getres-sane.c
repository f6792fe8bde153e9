/* clock_getres: more than nothing, at most 20 ms; a null result is fine. */
#include "../check.h"
#include <time.h>

int main(void)
{
	clockid_t ids[] = { CLOCK_REALTIME, CLOCK_MONOTONIC };
	struct timespec ts;

	for (int i = 0; i < 2; i++) {
		CHECK_EQ(clock_getres(ids[i], &ts), 0);
		CHECK_EQ(ts.tv_sec, 0);
		CHECK(ts.tv_nsec > 0 && ts.tv_nsec <= 20000000);
		CHECK_EQ(clock_getres(ids[i], NULL), 0);
	}
}
