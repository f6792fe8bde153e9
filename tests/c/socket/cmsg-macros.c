/* The layout that the CMSG macros walk over, and the credentials of the peer. */
#include "../check.h"
#include <sys/socket.h>

int main(void)
{
	char space[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(3)] __attribute__((aligned(8)));
	struct msghdr message = {.msg_control = space, .msg_controllen = sizeof space};
	struct cmsghdr *one, *two;

	memset(space, 0, sizeof space);
	one = CMSG_FIRSTHDR(&message);
	CHECK((char *)one == space);
	one->cmsg_len = CMSG_LEN(sizeof(int));
	two = CMSG_NXTHDR(&message, one);
	CHECK((char *)two == space + CMSG_SPACE(sizeof(int)));
	two->cmsg_len = CMSG_LEN(3);
	CHECK(CMSG_DATA(two) == (unsigned char *)(two + 1));
	CHECK(CMSG_NXTHDR(&message, two) == NULL);
	CHECK_EQ(CMSG_LEN(0), sizeof(struct cmsghdr));
	CHECK_EQ(CMSG_SPACE(1), CMSG_SPACE(sizeof(size_t)));
	CHECK_EQ(CMSG_ALIGN(1), sizeof(size_t));
	message.msg_controllen = sizeof(struct cmsghdr) - 1;
	CHECK(CMSG_FIRSTHDR(&message) == NULL);

	/* Credentials. */
	int fd[2], on = 1;
	char byte;
	struct ucred peer;
	socklen_t size = sizeof peer;
	struct iovec part = {&byte, 1};
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(getsockopt(fd[0], SOL_SOCKET, SO_PEERCRED, &peer, &size), 0);
	CHECK_EQ(size, sizeof peer);
	CHECK_EQ(peer.pid, getpid());
	CHECK_EQ(peer.uid, getuid());
	CHECK_EQ(peer.gid, getgid());
	CHECK_EQ(setsockopt(fd[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	message = (struct msghdr){.msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
				  .msg_controllen = sizeof space};
	CHECK_EQ(recvmsg(fd[0], &message, 0), 1);
	one = CMSG_FIRSTHDR(&message);
	CHECK(one != NULL);
	CHECK_EQ(one->cmsg_level, SOL_SOCKET);
	CHECK_EQ(one->cmsg_type, SCM_CREDENTIALS);
	CHECK_EQ(one->cmsg_len, CMSG_LEN(sizeof peer));
	memcpy(&peer, CMSG_DATA(one), sizeof peer);
	CHECK_EQ(peer.pid, getpid());
	CHECK_EQ(peer.uid, getuid());
}
