/* A datagram socket gets another peer, and none. */
#include "../network.h"

int main(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	struct sockaddr_in one, other, third, name;
	socklen_t length = sizeof name;
	int a = bound(SOCK_DGRAM, &one), b = bound(SOCK_DGRAM, &other);
	int c = bound(SOCK_DGRAM, &third);
	char text[16];

	CHECK_EQ(connect(a, (void *)&other, sizeof other), 0);
	CHECK_EQ(write(a, "b", 1), 1);
	CHECK_EQ(connect(a, (void *)&third, sizeof third), 0);
	CHECK_EQ(write(a, "c", 1), 1);
	CHECK_EQ(read(b, text, sizeof text), 1);
	CHECK_EQ(text[0], 'b');
	CHECK_EQ(read(c, text, sizeof text), 1);
	CHECK_EQ(text[0], 'c');
	/* Also while it waits for data. */
	CHECK_ERRNO(recv(a, text, 1, MSG_DONTWAIT), EAGAIN);
	CHECK_EQ(ready(a, POLLIN), 0);
	CHECK_EQ(connect(a, (void *)&other, sizeof other), 0);
	CHECK_EQ(write(a, "d", 1), 1);
	CHECK_EQ(read(b, text, sizeof text), 1);
	CHECK_ERRNO(recv(a, text, 1, MSG_DONTWAIT), EAGAIN);
	CHECK_EQ(connect(a, &none, sizeof none), 0);
	CHECK_ERRNO(getpeername(a, (void *)&name, &length), ENOTCONN);
	CHECK_ERRNO(write(a, "x", 1), EDESTADDRREQ);
	CHECK_EQ(sendto(a, "all", 3, 0, (void *)&third, sizeof third), 3);
	CHECK_EQ(read(c, text, sizeof text), 3);
}
