/* The end of a stream comes after its data, and stays. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(write(fds[0], "last", 4), 4);
	CHECK_EQ(close(fds[0]), 0);
	CHECK_EQ(await(fds[1], POLLIN) & POLLIN, POLLIN);
	CHECK_EQ(read(fds[1], text, sizeof text), 4);
	CHECK_EQ(read(fds[1], text, sizeof text), 0);
	CHECK_EQ(read(fds[1], text, sizeof text), 0);
	CHECK_EQ(recv(fds[1], text, sizeof text, MSG_PEEK), 0);
	CHECK_EQ(ready(fds[1], POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
	/* Sending is still possible, until the peer says that it has gone. */
	CHECK_EQ(send(fds[1], "x", 1, MSG_NOSIGNAL), 1);
}
