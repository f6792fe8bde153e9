/* A peer that is closed: sooner or later, writing fails with EPIPE or ECONNRESET. */
#include "../network.h"

int main(void)
{
	int fds[2], i;

	connection(fds);
	CHECK_EQ(close(fds[1]), 0);
	for (i = 0; i < 1000; i++) {
		ssize_t n = send(fds[0], "x", 1, MSG_NOSIGNAL);

		if (n < 0)
			break;
		CHECK_EQ(n, 1);
		usleep(1000);
	}
	CHECK(errno == EPIPE || errno == ECONNRESET);
	CHECK(i < 1000);
	CHECK_ERRNO(send(fds[0], "x", 1, MSG_NOSIGNAL), EPIPE);
}
