/* pipe: 64 KiB fit; a full non-blocking one is EAGAIN; poll reports both. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	static char block[65536], back[65536];
	int fd[2];

	CHECK_EQ(pipe2(fd, O_NONBLOCK), 0);
	struct pollfd p[2] = { { fd[0], POLLIN, 0 }, { fd[1], POLLOUT, 0 } };
	CHECK_EQ(poll(p, 2, 0), 1);
	CHECK_EQ(p[0].revents, 0);
	CHECK_EQ(p[1].revents, POLLOUT);
	for (size_t i = 0; i < sizeof block; i++)
		block[i] = (char)(i >> 8 ^ i);
	CHECK_EQ(write(fd[1], block, sizeof block), sizeof block);
	CHECK_ERRNO(write(fd[1], "x", 1), EAGAIN);
	CHECK_EQ(poll(p, 2, 0), 1);
	CHECK_EQ(p[0].revents, POLLIN);
	CHECK_EQ(p[1].revents, 0);
	CHECK_EQ(read(fd[0], back, sizeof back), sizeof back);
	CHECK_MEM(back, block, sizeof block);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(poll(p, 1, 0), 1);
	CHECK(p[0].revents & POLLHUP);
}
