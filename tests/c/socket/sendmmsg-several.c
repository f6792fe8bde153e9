/* Several messages in one call. */
#include "../check.h"
#include <sys/socket.h>
#include <time.h>

int main(void)
{
	int fd[2];
	char text[4][8];
	struct iovec out[] = {{"one", 3}, {"three", 5}, {"five", 4}}, in[4];
	struct mmsghdr send[3] = {0}, receive[4] = {0};

	for (int i = 0; i < 3; i++)
		send[i].msg_hdr = (struct msghdr){.msg_iov = &out[i], .msg_iovlen = 1};
	for (int i = 0; i < 4; i++) {
		in[i] = (struct iovec){text[i], 8};
		receive[i].msg_hdr = (struct msghdr){.msg_iov = &in[i], .msg_iovlen = 1};
	}
	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, fd), 0);
	CHECK_EQ(sendmmsg(fd[0], send, 3, 0), 3);
	CHECK_EQ(send[0].msg_len, 3);
	CHECK_EQ(send[1].msg_len, 5);
	CHECK_EQ(recvmmsg(fd[1], receive, 4, MSG_WAITFORONE, NULL), 3);
	CHECK_EQ(receive[1].msg_len, 5);
	CHECK_MEM(text[1], "three", 5);
	CHECK_EQ(receive[2].msg_len, 4);
	CHECK_ERRNO(recvmmsg(fd[1], receive, 4, MSG_DONTWAIT, NULL), EAGAIN);
	CHECK_EQ(sendmmsg(fd[0], send, 0, 0), 0);

	/* A time that is over stops after the first. */
	CHECK_EQ(sendmmsg(fd[0], send, 3, 0), 3);
	CHECK_EQ(recvmmsg(fd[1], receive, 4, 0, &(struct timespec){0}), 1);
	CHECK_ERRNO(recvmmsg(fd[1], receive, 4, 0, &(struct timespec){-1, 0}), EINVAL);
	CHECK_EQ(recvmmsg(fd[1], receive, 4, MSG_DONTWAIT, &(struct timespec){100, 0}), 2);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_ERRNO(sendmmsg(fd[0], send, 3, 0), EBADF);
}
