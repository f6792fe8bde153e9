/* A peer that does not read: writing stops, and goes on when it reads. */
#include "../network.h"

static char block[65536];

int main(void)
{
	int fds[2];
	size_t sent = 0, received = 0;
	ssize_t n;

	connection(fds);
	nonblocking(fds[0]);
	nonblocking(fds[1]);
	/* All that both sides have room for. */
	for (int quiet = 0; quiet < 20;) {
		n = write(fds[0], block, sizeof block);
		if (n < 0) {
			CHECK_EQ(errno, EAGAIN);
			quiet++;
			usleep(1000);
		} else {
			quiet = 0;
			sent += (size_t)n;
		}
		CHECK(sent < 256 << 20);
	}
	CHECK_EQ(ready(fds[0], POLLOUT), 0);
	while (received < sent) {
		CHECK_EQ(await(fds[1], POLLIN), POLLIN);
		n = read(fds[1], block, sizeof block);
		CHECK(n > 0);
		received += (size_t)n;
	}
	CHECK_EQ(received, sent);
	CHECK_EQ(await(fds[0], POLLOUT), POLLOUT);
	CHECK(write(fds[0], block, sizeof block) > 0);
}
