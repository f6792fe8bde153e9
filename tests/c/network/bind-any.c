/* bind to all addresses, and with the family left out. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_EQ(bind(fd, (void *)&at, sizeof at), 0);
	CHECK_EQ(listen(fd, 1), 0);
	CHECK_EQ(getsockname(fd, (void *)&at, &length), 0);
	CHECK_EQ(at.sin_addr.s_addr, htonl(INADDR_ANY));
	CHECK(at.sin_port != 0);
	/* This machine is one of them, by each of its names. */
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	connected(SOCK_STREAM, &at);
	CHECK(accept(fd, NULL, NULL) >= 0);
	at.sin_addr.s_addr = htonl(INADDR_ANY);
	connected(SOCK_STREAM, &at);
	CHECK(accept(fd, NULL, NULL) >= 0);

	fd = socket(AF_INET, SOCK_STREAM, 0);
	memset(&at, 0, sizeof at);
	at.sin_family = AF_UNSPEC;
	CHECK_EQ(bind(fd, (void *)&at, sizeof at), 0);
}
