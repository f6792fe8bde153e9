/* timespec_get: TIME_UTC is the clock of time(); another base is 0. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec ts;
	time_t t = time(NULL);

	CHECK_EQ(timespec_get(&ts, TIME_UTC), TIME_UTC);
	CHECK(ts.tv_sec >= t - 1 && ts.tv_sec <= t + 5);
	CHECK_EQ(timespec_get(&ts, 99), 0);
}
