/* shutdown of both directions, before the peer and after. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(shutdown(fds[0], SHUT_RDWR), 0);
	CHECK_EQ(read(fds[0], text, sizeof text), 0);
	CHECK_ERRNO(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(ready(fds[0], POLLIN | POLLOUT | POLLRDHUP),
		 POLLIN | POLLOUT | POLLRDHUP | POLLHUP);
	CHECK_EQ(read(fds[1], text, sizeof text), 0);
	CHECK_EQ(shutdown(fds[1], SHUT_RDWR), 0);
}
