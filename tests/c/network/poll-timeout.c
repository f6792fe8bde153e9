/* poll of a socket waits as long as it says. */
#include "../network.h"
#include <time.h>

int main(void)
{
	struct timespec start, end;
	int fds[2];
	struct pollfd entry;

	connection(fds);
	entry = (struct pollfd){ fds[0], POLLIN, 0 };
	clock_gettime(CLOCK_MONOTONIC, &start);
	CHECK_EQ(poll(&entry, 1, 50), 0);
	clock_gettime(CLOCK_MONOTONIC, &end);
	CHECK((end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec -
		      start.tv_nsec >= 49000000);
	CHECK_EQ(entry.revents, 0);
	entry.fd = 99;
	CHECK_EQ(poll(&entry, 1, 0), 1);
	CHECK_EQ(entry.revents, POLLNVAL);
}
