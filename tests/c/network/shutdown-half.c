/* shutdown of one direction: the other one works on. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(write(fds[0], "request", 7), 7);
	CHECK_EQ(shutdown(fds[0], SHUT_WR), 0);
	CHECK_ERRNO(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(recv(fds[1], text, 7, MSG_WAITALL), 7);
	CHECK_EQ(read(fds[1], text, sizeof text), 0);
	CHECK_EQ(await(fds[1], POLLIN | POLLOUT | POLLRDHUP),
		 POLLIN | POLLOUT | POLLRDHUP);
	CHECK_EQ(write(fds[1], "response", 8), 8);
	CHECK_EQ(recv(fds[0], text, 8, MSG_WAITALL), 8);
	CHECK_MEM(text, "response", 8);
	CHECK_EQ(shutdown(fds[0], SHUT_WR), 0);
	CHECK_EQ(close(fds[1]), 0);
	CHECK_EQ(read(fds[0], text, sizeof text), 0);
	CHECK_EQ(await(fds[0], POLLIN) & (POLLIN | POLLHUP), POLLIN | POLLHUP);
}
