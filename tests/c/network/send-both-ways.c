/* Both ends send and receive at the same time. */
#include "../network.h"

enum { SIZE = 1000000 };
static char text[65536];

int main(void)
{
	int fds[2];
	size_t sent[2] = { 0, 0 }, received[2] = { 0, 0 };

	connection(fds);
	nonblocking(fds[0]);
	nonblocking(fds[1]);
	while (received[0] < SIZE || received[1] < SIZE) {
		struct pollfd both[2];

		for (int i = 0; i < 2; i++)
			both[i] = (struct pollfd){ fds[i], POLLIN, 0 };
		for (int i = 0; i < 2; i++)
			if (sent[i] < SIZE)
				both[i].events |= POLLOUT;
		CHECK(poll(both, 2, 10000) > 0);
		for (int i = 0; i < 2; i++) {
			size_t left = SIZE - sent[i];
			ssize_t n;

			if (both[i].revents & POLLIN) {
				n = read(fds[i], text, sizeof text);
				CHECK(n > 0);
				received[i] += (size_t)n;
			}
			if (both[i].revents & POLLOUT) {
				n = write(fds[i], text,
					  left < sizeof text ? left : sizeof text);
				CHECK(n > 0 || errno == EAGAIN);
				sent[i] += n > 0 ? (size_t)n : 0;
			}
		}
	}
	CHECK_EQ(received[0], SIZE);
	CHECK_EQ(received[1], SIZE);
}
