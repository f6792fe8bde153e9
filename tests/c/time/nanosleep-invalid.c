/* nanosleep and clock_nanosleep: EINVAL for nanoseconds or seconds out of range. */
#include "../check.h"
#include <time.h>

int main(void)
{
	struct timespec bad[] = { { 0, 1000000000 }, { 0, -1 }, { -1, 0 } };

	for (int i = 0; i < 3; i++) {
		CHECK_ERRNO(nanosleep(&bad[i], NULL), EINVAL);
		CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC, 0, &bad[i], NULL), EINVAL);
	}
}
