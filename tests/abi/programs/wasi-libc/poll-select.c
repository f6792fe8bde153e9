/* struct pollfd, POLL* and fd_set, which is a list of numbers in theirs. */
#include "check.h"
#include <poll.h>
#include <sys/select.h>

int main(void)
{
	int fd = OPEN("file", O_RDONLY);
	struct pollfd polled[2] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = -1, .events = POLLIN },
	};
	CHECK_EQ(poll(polled, 2, 1000), 1);
	CHECK(polled[0].revents & POLLIN);
	CHECK_EQ(polled[1].revents, 0);

	fd_set set;
	struct timeval timeout = { 1, 0 };
	FD_ZERO(&set);
	FD_SET(fd, &set);
	CHECK(FD_ISSET(fd, &set));
	CHECK_EQ(select(fd + 1, &set, NULL, NULL, &timeout), 1);
	CHECK(FD_ISSET(fd, &set));
	CHECK(!FD_ISSET(0, &set));
	return 0;
}
