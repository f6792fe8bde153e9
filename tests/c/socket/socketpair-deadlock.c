/* No other process could send or receive: waiting fails with EDEADLK. */
#include "../check.h"
#include <poll.h>
#include <sys/socket.h>

int main(void)
{
	static char large[1 << 20];
	int fd[2];
	ssize_t n, sent = 0;

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_ERRNO(read(fd[0], large, 1), EDEADLK);
	CHECK_EQ(write(fd[1], "abc", 3), 3);
	CHECK_ERRNO(recv(fd[0], large, 4, MSG_WAITALL), EDEADLK);
	CHECK_EQ(recv(fd[0], large, 3, MSG_WAITALL), 3);
	while ((n = write(fd[0], large, 100000)) > 0)
		sent += n;
	CHECK_EQ(errno, EDEADLK);
	CHECK(sent > 200000 && sent <= 212992);
	while ((n = recv(fd[1], large, sizeof large, MSG_DONTWAIT)) > 0)
		sent -= n;
	CHECK_EQ(sent, 0);
	CHECK_ERRNO(accept(fd[0], NULL, NULL), EINVAL);
	CHECK_ERRNO(poll(&(struct pollfd){fd[0], POLLIN, 0}, 1, -1), EDEADLK);
}
