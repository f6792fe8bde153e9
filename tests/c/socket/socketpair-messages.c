/* Messages have boundaries; a message that does not fit is truncated and
 * marked. */
#include "../check.h"
#include <sys/ioctl.h>
#include <sys/socket.h>

static void message(int type)
{
	int fd[2], n;
	char buffer[8];
	struct iovec part = {buffer, 2};
	struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};

	CHECK_EQ(socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, fd), 0);
	CHECK_ERRNO(recv(fd[0], buffer, 8, 0), EAGAIN);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_OOB), EOPNOTSUPP);
	CHECK_EQ(send(fd[0], "one", 3, 0), 3);
	CHECK_EQ(send(fd[0], "", 0, 0), 0);
	CHECK_EQ(write(fd[0], "three", 5), 5);
	CHECK_EQ(ioctl(fd[1], FIONREAD, &n), 0);
	CHECK_EQ(n, type == SOCK_DGRAM ? 3 : 8);

	CHECK_EQ(recvmsg(fd[1], &header, 0), 2);
	CHECK_EQ(header.msg_flags, MSG_TRUNC);
	CHECK_MEM(buffer, "on", 2);
	CHECK_EQ(recv(fd[1], buffer, 8, 0), 0);
	CHECK_EQ(recv(fd[1], buffer, 8, MSG_PEEK), 5);
	part.iov_len = 8;
	CHECK_EQ(recvmsg(fd[1], &header, 0), 5);
	CHECK_EQ(header.msg_flags, 0);
	CHECK_EQ(header.msg_controllen, 0);
	CHECK_MEM(buffer, "three", 5);

	/* A read takes a whole message, too. */
	CHECK_EQ(write(fd[0], "four", 4), 4);
	CHECK_EQ(read(fd[1], buffer, 1), 1);
	CHECK_ERRNO(read(fd[1], buffer, 1), EAGAIN);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_EQ(close(fd[1]), 0);
}

int main(void)
{
	static char large[1 << 20];
	int fd[2];

	message(SOCK_DGRAM);
	message(SOCK_SEQPACKET);

	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, fd), 0);
	CHECK_ERRNO(send(fd[0], large, sizeof large, 0), EMSGSIZE);
	/* The end of the peer is reported once to a sender; then there is no
	 * peer. */
	CHECK_EQ(close(fd[1]), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, 0), ECONNREFUSED);
	CHECK_ERRNO(send(fd[0], "x", 1, 0), ENOTCONN);

	CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd), 0);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(recv(fd[0], large, 1, 0), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EPIPE);
}
