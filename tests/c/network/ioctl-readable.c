/* FIONREAD: the number of bytes of a stream, and of the next datagram. */
#include "../network.h"

static int readable(int fd)
{
	int n = -1;

	CHECK_EQ(ioctl(fd, FIONREAD, &n), 0);
	return n;
}

int main(void)
{
	struct sockaddr_in at;
	int fds[2], n, udp = bound(SOCK_DGRAM, &at);
	char text[16];

	connection(fds);
	CHECK_EQ(readable(fds[0]), 0);
	CHECK_EQ(write(fds[1], "abcde", 5), 5);
	CHECK_EQ(await(fds[0], POLLIN), POLLIN);
	CHECK_EQ(readable(fds[0]), 5);
	CHECK_EQ(read(fds[0], text, 2), 2);
	CHECK_EQ(readable(fds[0]), 3);
	CHECK_EQ(read(fds[0], text, sizeof text), 3);
	CHECK_MEM(text, "cde", 3);

	CHECK_EQ(readable(udp), 0);
	CHECK_EQ(sendto(udp, "abc", 3, 0, (void *)&at, sizeof at), 3);
	CHECK_EQ(sendto(udp, "defgh", 5, 0, (void *)&at, sizeof at), 5);
	CHECK_EQ(await(udp, POLLIN), POLLIN);
	CHECK_EQ(readable(udp), 3);
	CHECK_EQ(recv(udp, text, sizeof text, 0), 3);
	CHECK_EQ(await(udp, POLLIN), POLLIN);
	CHECK_EQ(readable(udp), 5);
	CHECK_ERRNO(ioctl(listening(&at), FIONREAD, &n), EINVAL);
}
