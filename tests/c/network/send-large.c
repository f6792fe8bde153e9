/* One write of more than the host takes at once is a whole one, where the peer reads: here, by
 * turns. */
#include "../network.h"

enum { SIZE = 3000000 };
static unsigned char out[SIZE], in[SIZE];

int main(void)
{
	int fds[2];
	size_t sent = 0, received = 0;

	for (size_t i = 0; i < SIZE; i++)
		out[i] = (unsigned char)(i * 7 + i / 251);
	connection(fds);
	nonblocking(fds[0]);
	nonblocking(fds[1]);
	while (received < SIZE) {
		struct pollfd both[2] = {
			{ fds[0], sent < SIZE ? POLLOUT : 0, 0 },
			{ fds[1], POLLIN, 0 },
		};
		ssize_t n;

		CHECK(poll(both, 2, 10000) > 0);
		if (both[0].revents & POLLOUT) {
			n = write(fds[0], out + sent, SIZE - sent);
			CHECK(n > 0 || errno == EAGAIN);
			sent += n > 0 ? (size_t)n : 0;
		}
		if (both[1].revents & POLLIN) {
			n = read(fds[1], in + received, SIZE - received);
			CHECK(n > 0);
			received += (size_t)n;
		}
	}
	CHECK_EQ(memcmp(in, out, SIZE), 0);
}
