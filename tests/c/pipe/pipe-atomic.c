/* pipe: up to PIPE_BUF bytes go in together or not at all; more may go in part. */
#include "../check.h"
#include <limits.h>
#include <sys/ioctl.h>

int main(void)
{
	static char block[65536];
	int fd[2], n;

	CHECK_EQ(pipe2(fd, O_NONBLOCK), 0);
	CHECK_EQ(write(fd[1], block, 65536 - PIPE_BUF), 65536 - PIPE_BUF);
	CHECK_EQ(write(fd[1], block, 2 * PIPE_BUF), PIPE_BUF);
	CHECK_ERRNO(write(fd[1], block, PIPE_BUF), EAGAIN);
	CHECK_EQ(read(fd[0], block, PIPE_BUF), PIPE_BUF);
	CHECK_EQ(write(fd[1], block, PIPE_BUF), PIPE_BUF);
	CHECK_EQ(ioctl(fd[0], FIONREAD, &n), 0);
	CHECK_EQ(n, 65536);
	CHECK_EQ(write(fd[1], block, 0), 0);
}
