/* A connection over IPv6, with its names. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in6 at = loopback6(0), name, peer;
	socklen_t length = sizeof at;
	int listener = socket(AF_INET6, SOCK_STREAM, 0), fd, accepted;
	char text[8];

	CHECK_EQ(bind(listener, (void *)&at, sizeof at), 0);
	CHECK_EQ(listen(listener, 1), 0);
	CHECK_EQ(getsockname(listener, (void *)&at, &length), 0);
	CHECK_EQ(length, sizeof at);
	CHECK(IN6_IS_ADDR_LOOPBACK(&at.sin6_addr));
	fd = socket(AF_INET6, SOCK_STREAM, 0);
	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	accepted = accept(listener, (void *)&peer, &length);
	CHECK(accepted >= 0);
	CHECK_EQ(length, sizeof peer);
	CHECK_EQ(getsockname(fd, (void *)&name, &length), 0);
	CHECK_MEM(&peer, &name, sizeof name);
	CHECK_EQ(getpeername(fd, (void *)&name, &length), 0);
	CHECK_MEM(&name, &at, sizeof at);
	CHECK_EQ(write(fd, "six", 3), 3);
	CHECK_EQ(read(accepted, text, sizeof text), 3);
	CHECK_MEM(text, "six", 3);
}
