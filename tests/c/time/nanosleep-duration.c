/* nanosleep and usleep: take at least as long as asked for. */
#include "../check.h"
#include <time.h>

static long long now(void)
{
	struct timespec ts;

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &ts), 0);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

int main(void)
{
	struct timespec ask = { 0, 40000000 }, left = { 9, 9 };
	long long start = now();

	CHECK_EQ(nanosleep(&ask, &left), 0);
	long long took = now() - start;
	CHECK(took >= 39000000);
	CHECK(took < 5000000000);
	start = now();
	CHECK_EQ(usleep(20000), 0);
	took = now() - start;
	CHECK(took >= 19000000);
	CHECK(took < 5000000000);
	ask = (struct timespec){ 0, 0 };
	CHECK_EQ(nanosleep(&ask, NULL), 0);
	CHECK_EQ(sleep(0), 0);
}
