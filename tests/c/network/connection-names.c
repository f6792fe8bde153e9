/* getsockname and getpeername of both ends. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, one, other, peer;
	socklen_t length = sizeof one;
	int listener = listening(&at);
	int fd = connected(SOCK_STREAM, &at), accepted;

	CHECK_EQ(getpeername(fd, (void *)&other, &length), 0);
	CHECK_EQ(length, sizeof other);
	CHECK_MEM(&other, &at, sizeof at);
	CHECK_EQ(getsockname(fd, (void *)&one, &length), 0);
	CHECK_EQ(one.sin_family, AF_INET);
	CHECK_EQ(ntohl(one.sin_addr.s_addr), INADDR_LOOPBACK);
	CHECK(one.sin_port != 0);

	accepted = accept(listener, (void *)&peer, &length);
	CHECK(accepted >= 0);
	CHECK_EQ(length, sizeof peer);
	CHECK_MEM(&peer, &one, sizeof one);
	CHECK_EQ(getsockname(accepted, (void *)&other, &length), 0);
	CHECK_MEM(&other, &at, sizeof at);
	CHECK_EQ(getpeername(accepted, (void *)&other, &length), 0);
	CHECK_MEM(&other, &one, sizeof one);
	CHECK_ERRNO(getpeername(listener, (void *)&other, &length), ENOTCONN);
}
