/* adjtimex: a query without changes returns the time. */
#include "../check.h"
#include <sys/timex.h>
#include <time.h>

int main(void)
{
	struct timex tx = { 0 };

	int state = adjtimex(&tx);
	CHECK(state >= TIME_OK && state <= TIME_ERROR);
	long long now = time(NULL);
	CHECK(tx.time.tv_sec >= now - 5 && tx.time.tv_sec <= now);
	CHECK(tx.tick > 0);
	CHECK_EQ(clock_adjtime(CLOCK_REALTIME, &tx), state);
	CHECK_ERRNO(clock_adjtime(1000, &tx), EINVAL);
}
