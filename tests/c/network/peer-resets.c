/* A peer that closes with unread data resets the connection. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char byte;

	connection(fds);
	CHECK_EQ(write(fds[0], "unread", 6), 6);
	CHECK_EQ(await(fds[1], POLLIN), POLLIN);
	CHECK_EQ(close(fds[1]), 0);
	CHECK_EQ(await(fds[0], POLLIN) & POLLIN, POLLIN);
	CHECK_ERRNO(read(fds[0], &byte, 1), ECONNRESET);
	/* Once; then the end. */
	CHECK_EQ(read(fds[0], &byte, 1), 0);
	CHECK_ERRNO(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
}
