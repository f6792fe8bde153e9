/* Each call of sockets, of a file and of no descriptor. */
#include "../network.h"

static void check(int fd, int error)
{
	struct sockaddr_in at = loopback(htons(9));
	struct iovec one = { &at, 1 };
	struct msghdr message = { .msg_iov = &one, .msg_iovlen = 1 };
	struct mmsghdr many = { message, 0 };
	socklen_t length = sizeof at;

	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at), error);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), error);
	CHECK_ERRNO(listen(fd, 1), error);
	CHECK_ERRNO(accept(fd, NULL, NULL), error);
	CHECK_ERRNO(accept4(fd, NULL, NULL, SOCK_CLOEXEC), error);
	CHECK_ERRNO(getsockname(fd, (void *)&at, &length), error);
	CHECK_ERRNO(getpeername(fd, (void *)&at, &length), error);
	CHECK_ERRNO(send(fd, "x", 1, 0), error);
	CHECK_ERRNO(recv(fd, &at, 1, 0), error);
	CHECK_ERRNO(sendmsg(fd, &message, 0), error);
	CHECK_ERRNO(recvmsg(fd, &message, 0), error);
	CHECK_ERRNO(sendmmsg(fd, &many, 1, 0), error);
	CHECK_ERRNO(recvmmsg(fd, &many, 1, 0, NULL), error);
	CHECK_ERRNO(shutdown(fd, SHUT_RD), error);
	CHECK_ERRNO(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1), error);
	CHECK_ERRNO(getsockopt(fd, SOL_SOCKET, SO_TYPE, &at, &length), error);
}

int main(void)
{
	/* A socket, so that the program has some. */
	CHECK(socket(AF_INET, SOCK_STREAM, 0) >= 0);
	check(OPEN("f", O_RDWR | O_CREAT), ENOTSOCK);
	check(99, EBADF);
	check(-1, EBADF);
}
