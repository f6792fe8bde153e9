/* poll, select: input on a write-only descriptor, and the reverse, never happens, and
 * does not disturb other events. */
#include "../check.h"
#include <poll.h>
#include <sys/select.h>

int main(void)
{
	struct pollfd fds[] = { { 1, POLLIN, -1 }, { 0, POLLIN | POLLOUT, -1 }, { 2, POLLIN, -1 } };
	struct timeval none = { 0, 0 };
	fd_set readable, writable;
	char c;

	CHECK_EQ(poll(fds, 3, 5000), 1);
	CHECK_EQ(fds[0].revents, 0);
	CHECK_EQ(fds[1].revents & (POLLIN | POLLOUT), POLLIN);
	CHECK_EQ(fds[2].revents, 0);
	CHECK_EQ(poll(fds, 1, 20), 0);

	FD_ZERO(&readable);
	FD_ZERO(&writable);
	FD_SET(0, &readable);
	FD_SET(1, &readable);
	FD_SET(0, &writable);
	FD_SET(1, &writable);
	CHECK_EQ(select(2, &readable, &writable, NULL, &none), 2);
	CHECK(FD_ISSET(0, &readable) && !FD_ISSET(1, &readable));
	CHECK(!FD_ISSET(0, &writable) && FD_ISSET(1, &writable));
	CHECK_EQ(read(0, &c, 1), 1);
}
