/* getsockname and accept write as much of an address as there is room for. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, got;
	unsigned char *bytes = (void *)&got;
	socklen_t length = 4;
	int listener = listening(&at);

	connected(SOCK_STREAM, &at);
	connected(SOCK_STREAM, &at);
	memset(&got, 0xee, sizeof got);
	CHECK_EQ(getsockname(listener, (void *)&got, &length), 0);
	CHECK_EQ(length, sizeof at);
	CHECK_MEM(&got, &at, 4);
	CHECK_EQ(bytes[4], 0xee);

	length = 2;
	memset(&got, 0xee, sizeof got);
	CHECK(accept(listener, (void *)&got, &length) >= 0);
	CHECK_EQ(length, sizeof got);
	CHECK_EQ(got.sin_family, AF_INET);
	CHECK_EQ(bytes[2], 0xee);

	length = 0;
	CHECK(accept(listener, (void *)&got, &length) >= 0);
	CHECK_EQ(length, sizeof got);
	length = -1;
	CHECK_ERRNO(getsockname(listener, (void *)&got, &length), EINVAL);
}
