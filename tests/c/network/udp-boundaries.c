/* A datagram is read at once: the rest of a longer one is lost; an empty one is one. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, from;
	int fd = bound(SOCK_DGRAM, &at);
	char text[4], more[4];
	struct iovec parts[2] = { { text, 1 }, { more, 2 } };
	struct msghdr message = { &from, sizeof from, parts, 2, NULL, 0, -1 };

	CHECK_EQ(sendto(fd, "abcdef", 6, 0, (void *)&at, sizeof at), 6);
	CHECK_EQ(sendto(fd, "", 0, 0, (void *)&at, sizeof at), 0);
	CHECK_EQ(sendto(fd, "ghi", 3, 0, (void *)&at, sizeof at), 3);
	CHECK_EQ(recvmsg(fd, &message, 0), 3);
	CHECK_EQ(message.msg_flags, MSG_TRUNC);
	CHECK_EQ(message.msg_namelen, sizeof from);
	CHECK_MEM(&from, &at, sizeof at);
	CHECK_MEM(more, "bc", 2);
	CHECK_EQ(recv(fd, text, sizeof text, 0), 0);
	message.msg_flags = -1;
	CHECK_EQ(recvmsg(fd, &message, 0), 3);
	CHECK_EQ(message.msg_flags, 0);
	CHECK_ERRNO(recv(fd, text, 4, MSG_DONTWAIT), EAGAIN);
}
