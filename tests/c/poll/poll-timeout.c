/* poll: without descriptors it sleeps for the timeout; 0 returns at once. */
#include "../check.h"
#include <poll.h>
#include <time.h>

static long long now(void)
{
	struct timespec ts;

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &ts), 0);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

int main(void)
{
	long long start = now();

	CHECK_EQ(poll(NULL, 0, 0), 0);
	CHECK(now() - start < 5000);
	start = now();
	CHECK_EQ(poll(NULL, 0, 50), 0);
	CHECK(now() - start >= 49);
	CHECK(now() - start < 5000);
}
