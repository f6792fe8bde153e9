/* A socket of the network is sent over a socket of the program, and works there. */
#include "../network.h"

int main(void)
{
	int fds[2], pair[2], got;
	char byte = 0, space[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec one = { &byte, 1 };
	struct msghdr message = { .msg_iov = &one,
				  .msg_iovlen = 1,
				  .msg_control = space,
				  .msg_controllen = sizeof space };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	connection(fds);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &fds[0], sizeof(int));
	CHECK_EQ(sendmsg(pair[0], &message, 0), 1);
	CHECK_EQ(close(fds[0]), 0);
	memset(space, 0, sizeof space);
	message.msg_controllen = sizeof space;
	CHECK_EQ(recvmsg(pair[1], &message, 0), 1);
	header = CMSG_FIRSTHDR(&message);
	CHECK(header != NULL);
	memcpy(&got, CMSG_DATA(header), sizeof(int));
	CHECK_EQ(write(got, "x", 1), 1);
	CHECK_EQ(read(fds[1], &byte, 1), 1);
	CHECK_EQ(byte, 'x');
}
