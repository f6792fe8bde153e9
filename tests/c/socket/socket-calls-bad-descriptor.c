/* Socket calls fail with EBADF for a number that is not open. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <sys/socket.h>

#include "../check.h"

#define CHECK_BAD(call)                  \
	do {                             \
		errno = 0;               \
		CHECK_EQ(call, -1);      \
		CHECK_EQ(errno, EBADF);  \
	} while (0)

static void all_fail(int fd)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	const struct sockaddr *to = (const void *)&address;
	struct sockaddr *from = (void *)&address;
	socklen_t length = sizeof address;
	int value = 1;
	socklen_t size = sizeof value;
	char data[4] = "abc";
	struct msghdr message = {0};

	CHECK_BAD(accept(fd, from, &length));
	CHECK_BAD(accept4(fd, from, &length, SOCK_NONBLOCK));
	CHECK_BAD(bind(fd, to, sizeof address));
	CHECK_BAD(connect(fd, to, sizeof address));
	CHECK_BAD(listen(fd, 1));
	CHECK_BAD(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, size));
	CHECK_BAD(getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, &size));
	CHECK_BAD(shutdown(fd, SHUT_RD));
	CHECK_BAD(send(fd, data, sizeof data, 0));
	CHECK_BAD(recv(fd, data, sizeof data, 0));
	CHECK_BAD(sendto(fd, data, sizeof data, 0, to, sizeof address));
	CHECK_BAD(recvfrom(fd, data, sizeof data, 0, from, &length));
	CHECK_BAD(sendmsg(fd, &message, 0));
	CHECK_BAD(recvmsg(fd, &message, 0));
	CHECK_BAD(getsockname(fd, from, &length));
	CHECK_BAD(getpeername(fd, from, &length));
}

int main(void)
{
	all_fail(-1);
	all_fail(99);
	return 0;
}
