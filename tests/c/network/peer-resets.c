/* A peer that closes with unread data resets the connection: an error once, then the end. */
#include "../network.h"

static int connect_to(const char *port)
{
	struct sockaddr_in at = loopback(htons((in_port_t)atoi(port)));

	return connected(SOCK_STREAM, &at);
}

int main(int argc, char **argv)
{
	int fd;
	char byte;

	CHECK_EQ(argc, 2);
	fd = connect_to(argv[1]);
	CHECK_EQ(write(fd, "unread", 6), 6);
	CHECK_ERRNO(read(fd, &byte, 1), ECONNRESET);
	CHECK_EQ(read(fd, &byte, 1), 0);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);

	/* poll says that there is an error. */
	fd = connect_to(argv[1]);
	CHECK_EQ(write(fd, "unread", 6), 6);
	CHECK_EQ(await(fd, POLLIN) & (POLLIN | POLLERR | POLLHUP),
		 POLLIN | POLLERR | POLLHUP);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), ECONNRESET);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(read(fd, &byte, 1), 0);
}
