/* A socket without an address has one that is all zeros, and no peer. */
#include "../network.h"

static void check(int type)
{
	struct sockaddr_in got;
	socklen_t length = sizeof got;
	int fd = socket(AF_INET, type, 0);

	memset(&got, 0xee, sizeof got);
	CHECK_EQ(getsockname(fd, (void *)&got, &length), 0);
	CHECK_EQ(length, sizeof got);
	CHECK_EQ(got.sin_family, AF_INET);
	CHECK_EQ(got.sin_port, 0);
	CHECK_EQ(got.sin_addr.s_addr, 0);
	CHECK_ERRNO(getpeername(fd, (void *)&got, &length), ENOTCONN);
}

int main(void)
{
	check(SOCK_STREAM);
	check(SOCK_DGRAM);
}
