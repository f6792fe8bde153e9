/* connect without waiting: nobody listens. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in none = nobody();
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	char byte;

	CHECK_ERRNO(connect(fd, (void *)&none, sizeof none), EINPROGRESS);
	CHECK_EQ(await(fd, POLLOUT) & (POLLOUT | POLLERR | POLLHUP),
		 POLLOUT | POLLERR | POLLHUP);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), ECONNREFUSED);
	/* Once. */
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(read(fd, &byte, 1), 0);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);

	/* A call that fails takes the error, too. */
	fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	CHECK_ERRNO(connect(fd, (void *)&none, sizeof none), EINPROGRESS);
	await(fd, POLLOUT);
	CHECK_ERRNO(read(fd, &byte, 1), ECONNREFUSED);
	CHECK_EQ(read(fd, &byte, 1), 0);
}
