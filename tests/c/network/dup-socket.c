/* dup of a socket: the connection ends with the last descriptor. */
#include "../network.h"

int main(void)
{
	int fds[2], copy;
	char byte;

	connection(fds);
	copy = dup(fds[0]);
	CHECK(copy >= 0);
	nonblocking(copy);
	CHECK_EQ(fcntl(fds[0], F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_EQ(close(fds[0]), 0);
	CHECK_EQ(write(copy, "x", 1), 1);
	CHECK_EQ(read(fds[1], &byte, 1), 1);
	CHECK_EQ(dup2(fds[1], copy), copy);
	/* The last one of the other end is gone. */
	CHECK_EQ(read(fds[1], &byte, 1), 0);
}
