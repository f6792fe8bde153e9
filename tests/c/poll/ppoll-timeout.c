/* ppoll: nanosecond timeouts, EINVAL for a bad one, left as it was. */
#include "../check.h"
#include <poll.h>
#include <time.h>

int main(void)
{
	struct timespec wait = { 0, 20000000 }, bad = { 0, 1000000000 };
	struct timespec a, b;

	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &a), 0);
	CHECK_EQ(ppoll(NULL, 0, &wait, NULL), 0);
	CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &b), 0);
	CHECK((b.tv_sec - a.tv_sec) * 1000000000LL + (b.tv_nsec - a.tv_nsec) >= 19000000);
	CHECK_EQ(wait.tv_sec, 0);
	CHECK_EQ(wait.tv_nsec, 20000000);
	CHECK_ERRNO(ppoll(NULL, 0, &bad, NULL), EINVAL);
	PUT("f", "x");
	struct pollfd p = { OPEN("f", O_RDONLY), POLLIN, 0 };
	CHECK_EQ(ppoll(&p, 1, NULL, NULL), 1);
	CHECK_EQ(p.revents, POLLIN);
}
