/* select: sleeps without descriptors, clears nothing it was not given. */
#include "../check.h"
#include <sys/select.h>
#include <time.h>

int main(void)
{
	struct timeval wait = { 0, 30000 };
	struct timespec a, b;
	fd_set in;

	FD_ZERO(&in);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &a), 0);
	CHECK_EQ(select(0, NULL, NULL, NULL, &wait), 0);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &b), 0);
	CHECK((b.tv_sec - a.tv_sec) * 1000000000LL + (b.tv_nsec - a.tv_nsec) >= 29000000);
	wait = (struct timeval){ 0, 0 };
	CHECK_EQ(select(1, &in, NULL, NULL, &wait), 0);
}
