/* connect without waiting: EINPROGRESS, then POLLOUT and SO_ERROR. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EINPROGRESS);
	CHECK_EQ(await(fd, POLLIN | POLLOUT), POLLOUT);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	/* The outcome, and then the state. */
	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EISCONN);
	CHECK(accept(listener, NULL, NULL) >= 0);
	CHECK_EQ(write(fd, "x", 1), 1);
}
