/* connect of a datagram socket: its peer, and nobody else. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in one, other, third, peer;
	socklen_t length = sizeof peer;
	int a = bound(SOCK_DGRAM, &one), b = bound(SOCK_DGRAM, &other);
	int c = bound(SOCK_DGRAM, &third);
	char text[16];

	CHECK_EQ(connect(a, (void *)&other, sizeof other), 0);
	CHECK_EQ(getpeername(a, (void *)&peer, &length), 0);
	CHECK_MEM(&peer, &other, sizeof other);
	CHECK_EQ(write(a, "hello", 5), 5);
	CHECK_EQ(recvfrom(b, text, sizeof text, 0, (void *)&peer, &length), 5);
	CHECK_MEM(&peer, &one, sizeof one);
	/* A stranger is not heard. */
	CHECK_EQ(sendto(c, "stranger", 8, 0, (void *)&one, sizeof one), 8);
	CHECK_EQ(sendto(b, "peer", 4, 0, (void *)&one, sizeof one), 4);
	CHECK_EQ(read(a, text, sizeof text), 4);
	CHECK_MEM(text, "peer", 4);
	CHECK_ERRNO(recv(a, text, 1, MSG_DONTWAIT), EAGAIN);
	/* To the peer by its address. */
	CHECK_EQ(sendto(a, "again", 5, 0, (void *)&other, sizeof other), 5);
	CHECK_EQ(read(b, text, sizeof text), 5);
}
