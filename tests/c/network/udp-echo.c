/* Datagrams go to an address, and say where they come from. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in one, other, from;
	socklen_t length = sizeof from;
	int a = bound(SOCK_DGRAM, &one), b = bound(SOCK_DGRAM, &other);
	char text[16];

	CHECK_EQ(sendto(a, "ping", 4, 0, (void *)&other, sizeof other), 4);
	CHECK_EQ(recvfrom(b, text, sizeof text, 0, (void *)&from, &length), 4);
	CHECK_MEM(text, "ping", 4);
	CHECK_EQ(length, sizeof from);
	CHECK_MEM(&from, &one, sizeof one);
	CHECK_EQ(sendto(b, "pong!", 5, 0, (void *)&from, length), 5);
	CHECK_EQ(recvfrom(a, text, sizeof text, 0, NULL, NULL), 5);
	CHECK_MEM(text, "pong!", 5);
	/* To itself. */
	CHECK_EQ(sendto(a, "me", 2, 0, (void *)&one, sizeof one), 2);
	CHECK_EQ(read(a, text, sizeof text), 2);
}
