/* SO_SNDTIMEO: a write to a peer that never reads stops waiting. */
#include "../network.h"
#include <sys/time.h>

static char block[1 << 20];

int main(void)
{
	struct timeval time = { 0, 50000 }, got;
	socklen_t size = sizeof got;
	int fds[2];
	ssize_t n;

	connection(fds);
	CHECK_EQ(setsockopt(fds[0], SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time),
		 0);
	CHECK_EQ(getsockopt(fds[0], SOL_SOCKET, SO_SNDTIMEO, &got, &size), 0);
	CHECK_EQ(got.tv_sec, 0);
	CHECK(got.tv_usec >= 50000 && got.tv_usec < 60000);
	for (int i = 0; i < 1000; i++) {
		n = write(fds[0], block, sizeof block);
		if (n < 0)
			break;
	}
	CHECK_EQ(n, -1);
	CHECK_EQ(errno, EAGAIN);
}
