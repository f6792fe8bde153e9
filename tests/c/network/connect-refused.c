/* connect: nobody listens. The socket can be used again. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in none = nobody(), at;
	int listener = listening(&at), fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_ERRNO(connect(fd, (void *)&none, sizeof none), ECONNREFUSED);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_ERRNO(connect(fd, (void *)&none, sizeof none), ECONNREFUSED);
	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	CHECK(accept(listener, NULL, NULL) >= 0);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EISCONN);
	CHECK_ERRNO(connect(fd, (void *)&none, sizeof none), EISCONN);
}
