/* MSG_PEEK leaves the datagram there, with its sender. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, from;
	socklen_t length = sizeof from;
	int fd = bound(SOCK_DGRAM, &at);
	char text[8];

	CHECK_EQ(sendto(fd, "abcd", 4, 0, (void *)&at, sizeof at), 4);
	CHECK_EQ(sendto(fd, "ef", 2, 0, (void *)&at, sizeof at), 2);
	CHECK_EQ(recvfrom(fd, text, 2, MSG_PEEK, (void *)&from, &length), 2);
	CHECK_MEM(&from, &at, sizeof at);
	CHECK_EQ(recv(fd, text, sizeof text, MSG_PEEK), 4);
	CHECK_EQ(ready(fd, POLLIN), POLLIN);
	memset(&from, 0, sizeof from);
	CHECK_EQ(recvfrom(fd, text, sizeof text, 0, (void *)&from, &length), 4);
	CHECK_MEM(text, "abcd", 4);
	CHECK_MEM(&from, &at, sizeof at);
	CHECK_EQ(recv(fd, text, sizeof text, 0), 2);
	CHECK_MEM(text, "ef", 2);
}
