/* socketpair and similar calls with invalid arguments. */
#include "../check.h"
#include <sys/socket.h>

int main(void)
{
	int fd[2], pipes[2];
	char byte;
	socklen_t size = sizeof(int);
	int value;

	CHECK_ERRNO(socketpair(AF_UNIX, 9, 0, fd), ESOCKTNOSUPPORT);
	CHECK_ERRNO(socketpair(AF_UNIX, SOCK_STREAM | 1 << 9, 0, fd), EINVAL);
	CHECK_ERRNO(socketpair(AF_UNIX, SOCK_STREAM, 5, fd), EPROTONOSUPPORT);
	CHECK_ERRNO(socketpair(12345, SOCK_STREAM, 0, fd), EAFNOSUPPORT);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, AF_UNIX, fd), 0);
	CHECK_EQ(close(fd[0]) | close(fd[1]), 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fd), 0);
	CHECK_EQ(fcntl(fd[0], F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(fd[1], F_GETFD), FD_CLOEXEC);
	CHECK(fcntl(fd[1], F_GETFL) & O_NONBLOCK);
	CHECK_ERRNO(read(fd[1], &byte, 1), EAGAIN);
	CHECK_ERRNO(accept(fd[0], NULL, NULL), EINVAL);
	CHECK_ERRNO(listen(fd[0], 1), EINVAL);
	CHECK_ERRNO(shutdown(fd[0], 77), EINVAL);

	/* Not a socket. */
	CHECK_EQ(pipe(pipes), 0);
	CHECK_ERRNO(send(pipes[1], "x", 1, 0), ENOTSOCK);
	CHECK_ERRNO(recv(pipes[0], &byte, 1, 0), ENOTSOCK);
	CHECK_ERRNO(shutdown(pipes[0], SHUT_RD), ENOTSOCK);
	CHECK_ERRNO(getsockopt(pipes[0], SOL_SOCKET, SO_TYPE, &value, &size), ENOTSOCK);
	CHECK_ERRNO(setsockopt(pipes[0], SOL_SOCKET, SO_TYPE, &value, size), ENOTSOCK);
	CHECK_ERRNO(getsockname(pipes[0], (struct sockaddr *)&(struct sockaddr_storage){0}, &size), ENOTSOCK);
	CHECK_ERRNO(accept(pipes[0], NULL, NULL), ENOTSOCK);
	CHECK_ERRNO(listen(0, 1), ENOTSOCK);
	CHECK_ERRNO(listen(999, 1), EBADF);
	CHECK_ERRNO(shutdown(999, SHUT_RD), EBADF);
}
