/* A file is always ready, and does not hide a socket. */
#include "../network.h"

int main(void)
{
	int fds[2];
	struct pollfd both[2];

	connection(fds);
	both[0] = (struct pollfd){ OPEN("f", O_RDWR | O_CREAT), POLLIN, 0 };
	both[1] = (struct pollfd){ fds[0], POLLIN | POLLOUT, 0 };
	CHECK_EQ(poll(both, 2, -1), 2);
	CHECK_EQ(both[0].revents, POLLIN);
	CHECK_EQ(both[1].revents, POLLOUT);
	both[1].events = POLLIN;
	CHECK_EQ(poll(both, 2, -1), 1);
	CHECK_EQ(write(fds[1], "x", 1), 1);
	CHECK_EQ(await(fds[0], POLLIN), POLLIN);
	CHECK_EQ(poll(both, 2, -1), 2);
}
