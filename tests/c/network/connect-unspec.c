/* connect with AF_UNSPEC ends a connection. The socket can connect again. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int listener = listening(&at), fd, peer;
	socklen_t length = sizeof at;
	char byte;

	fd = connected(SOCK_STREAM, &at);
	peer = accept(listener, NULL, NULL);
	CHECK_EQ(connect(fd, &none, sizeof none), 0);
	CHECK_ERRNO(getpeername(fd, (void *)&at, &length), ENOTCONN);
	CHECK_EQ(await(peer, POLLIN) & POLLIN, POLLIN);
	CHECK(read(peer, &byte, 1) <= 0);
	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	peer = accept(listener, NULL, NULL);
	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK_EQ(read(peer, &byte, 1), 1);
}
