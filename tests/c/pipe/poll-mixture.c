/* poll: files, pipes and closed descriptors together. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	int a[2], b[2];

	PUT("f", "x");
	int file = OPEN("f", O_RDONLY);
	CHECK_EQ(pipe(a), 0);
	CHECK_EQ(pipe(b), 0);
	CHECK_EQ(write(b[1], "x", 1), 1);
	CHECK_EQ(close(b[1]), 0);
	struct pollfd p[] = {
		{ a[0], POLLIN, 0 }, { a[1], POLLOUT, 0 }, { b[0], POLLIN, 0 },
		{ file, POLLIN | POLLOUT, 0 }, { b[1], POLLIN, 0 }, { -1, POLLIN, 0 },
	};
	CHECK_EQ(poll(p, 6, 1000), 4);
	CHECK_EQ(p[0].revents, 0);
	CHECK_EQ(p[1].revents, POLLOUT);
	CHECK_EQ(p[2].revents, POLLIN | POLLHUP);
	CHECK_EQ(p[3].revents, POLLIN | POLLOUT);
	CHECK_EQ(p[4].revents, POLLNVAL);
	CHECK_EQ(p[5].revents, 0);
	CHECK_EQ(close(a[0]), 0);
	CHECK_EQ(poll(p + 1, 1, 0), 1);
	CHECK(p[1].revents & POLLERR);
}
