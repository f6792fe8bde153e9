/* accept of a listener that does not wait; the new socket does, unless accept4 says so. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), fd;

	nonblocking(listener);
	CHECK_ERRNO(accept(listener, NULL, NULL), EAGAIN);
	CHECK_EQ(ready(listener, POLLIN), 0);
	connected(SOCK_STREAM, &at);
	CHECK_EQ(await(listener, POLLIN), POLLIN);
	fd = accept(listener, NULL, NULL);
	CHECK(fd >= 0);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	CHECK_EQ(ready(listener, POLLIN), 0);

	connected(SOCK_STREAM, &at);
	CHECK_EQ(await(listener, POLLIN), POLLIN);
	fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_ERRNO(accept4(listener, NULL, NULL, 1), EINVAL);
	CHECK_ERRNO(accept(listener, NULL, NULL), EAGAIN);
}
