/* A read of an empty pipe waits for the other process, and so does a write to a full one. */
#include "../processes.h"
#include <poll.h>
#include <time.h>

int main(void)
{
	static char block[1 << 18];
	struct timespec moment = { 0, 50000000 };
	size_t total = 0;
	ssize_t n;
	int ends[2];
	pid_t child;

	CHECK_EQ(pipe(ends), 0);
	child = IN_CHILD({
		close(ends[0]);
		nanosleep(&moment, NULL);
		CHECK_EQ(write(ends[1], block, sizeof block), sizeof block);
	});
	close(ends[1]);
	struct pollfd wait = { ends[0], POLLIN, 0 };
	CHECK_EQ(poll(&wait, 1, 0), 0);
	CHECK_EQ(poll(&wait, 1, 10000), 1);
	CHECK_EQ(wait.revents & POLLIN, POLLIN);
	while ((n = read(ends[0], block, 1000)) > 0)
		total += (size_t)n;
	CHECK_EQ(n, 0);
	CHECK_EQ(total, sizeof block);
	CHECK_EXIT(child, 0);
}
