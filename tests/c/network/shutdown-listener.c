/* shutdown of a listener: it listens no more. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	socklen_t length = sizeof at;
	int listener = listening(&at), fd;

	CHECK_EQ(shutdown(listener, SHUT_RDWR), 0);
	CHECK_ERRNO(accept(listener, NULL, NULL), EINVAL);
	CHECK_EQ(option(listener, SOL_SOCKET, SO_ACCEPTCONN), 0);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), ECONNREFUSED);
	/* It can listen again, at another port. */
	CHECK_EQ(listen(listener, 1), 0);
	CHECK_EQ(getsockname(listener, (void *)&at, &length), 0);
	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	CHECK(accept(listener, NULL, NULL) >= 0);
}
