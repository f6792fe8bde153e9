/* Socket calls on files of the host that are not sockets, and on closed descriptors,
 * without a descriptor table. */
#include "../check.h"
#include <sys/socket.h>
#include <sys/uio.h>

int main(void)
{
	char byte;
	int value;
	socklen_t size = sizeof value;
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
	int file = OPEN("f", O_RDWR | O_CREAT);

	for (int round = 0; round < 2; round++) {
		int fd = round ? file : 999, error = round ? ENOTSOCK : EBADF;

		CHECK_ERRNO(send(fd, &byte, 1, 0), error);
		CHECK_ERRNO(send(fd, &byte, 1, MSG_DONTWAIT), error);
		CHECK_ERRNO(sendto(fd, &byte, 1, MSG_NOSIGNAL, NULL, 0), error);
		CHECK_ERRNO(recv(fd, &byte, 1, 0), error);
		CHECK_ERRNO(recv(fd, &byte, 1, MSG_DONTWAIT), error);
		CHECK_ERRNO(recvfrom(fd, &byte, 1, MSG_PEEK, (void *)&address, &length), error);
		CHECK_ERRNO(sendmsg(fd, &message, 0), error);
		CHECK_ERRNO(recvmsg(fd, &message, 0), error);
		CHECK_ERRNO(accept(fd, NULL, NULL), error);
		CHECK_ERRNO(accept4(fd, (void *)&address, &length, SOCK_NONBLOCK), error);
		CHECK_ERRNO(shutdown(fd, SHUT_RDWR), error);
		CHECK_ERRNO(getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &size), error);
		CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &value, size), error);
		CHECK_ERRNO(getsockname(fd, (void *)&address, &length), error);
		CHECK_ERRNO(getpeername(fd, (void *)&address, &length), error);
	}
}
