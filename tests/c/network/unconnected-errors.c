/* Calls on a stream that is not connected. */
#include "../network.h"
#include <signal.h>

int main(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char byte;

	signal(SIGPIPE, SIG_IGN);
	CHECK_EQ(ready(fd, POLLIN | POLLOUT), POLLOUT | POLLHUP);
	CHECK_ERRNO(read(fd, &byte, 1), ENOTCONN);
	CHECK_ERRNO(recv(fd, &byte, 1, MSG_PEEK), ENOTCONN);
	CHECK_ERRNO(write(fd, "x", 1), EPIPE);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_ERRNO(shutdown(fd, SHUT_RDWR), ENOTCONN);
	CHECK_ERRNO(shutdown(fd, 77), EINVAL);
}
