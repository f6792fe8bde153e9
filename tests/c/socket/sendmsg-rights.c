/* Descriptors that go from one socket to another. */
#include "../check.h"
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(4 * sizeof(int))];
};

static ssize_t give(int to, const int *fds, int count)
{
	union control control = {0};
	struct iovec part = {"x", 1};
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = CMSG_SPACE(count * sizeof(int)),
	};

	control.header.cmsg_len = CMSG_LEN(count * sizeof(int));
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(&control.header), fds, count * sizeof(int));
	return sendmsg(to, &message, 0);
}

/* Receives up to room descriptors; how many there were, or -1 if some were lost. */
static int take(int from, int *fds, int room, int flags)
{
	union control control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = room ? CMSG_LEN(room * sizeof(int)) : 0,
	};
	struct cmsghdr *header;
	int count = 0;

	CHECK_EQ(recvmsg(from, &message, flags), 1);
	header = CMSG_FIRSTHDR(&message);
	if (header) {
		CHECK_EQ(header->cmsg_level, SOL_SOCKET);
		CHECK_EQ(header->cmsg_type, SCM_RIGHTS);
		count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		memcpy(fds, CMSG_DATA(header), count * sizeof(int));
		CHECK(CMSG_NXTHDR(&message, header) == NULL);
	}
	if (message.msg_flags & MSG_CTRUNC)
		return -1;
	return count;
}

static void rights(int type)
{
	int fd[2], other[2], got[4];
	char buffer[8];

	CHECK_EQ(socketpair(AF_UNIX, type, 0, fd), 0);
	CHECK_EQ(pipe(other), 0);
	CHECK_EQ(give(fd[0], other, 2), 1);
	CHECK_EQ(close(other[0]) | close(other[1]), 0);
	CHECK_EQ(take(fd[1], got, 2, MSG_CMSG_CLOEXEC), 2);
	CHECK(got[0] != got[1]);
	CHECK_EQ(fcntl(got[0], F_GETFD), FD_CLOEXEC);
	CHECK_EQ(write(got[1], "ok", 2), 2);
	CHECK_EQ(read(got[0], buffer, 8), 2);

	/* A descriptor that is not received is closed. */
	CHECK_EQ(give(fd[0], got + 1, 1), 1);
	CHECK_EQ(close(got[1]), 0);
	CHECK_EQ(read(fd[1], buffer, 1), 1);
	CHECK_EQ(read(got[0], buffer, 1), 0);
	CHECK_EQ(close(got[0]), 0);

	/* Or lost for lack of room. */
	CHECK_EQ(pipe(other), 0);
	CHECK_EQ(give(fd[0], other, 2), 1);
	CHECK_EQ(take(fd[1], got, 1, 0), -1);
	CHECK_EQ(close(got[0]), 0);
	CHECK_EQ(give(fd[0], other, 2), 1);
	CHECK_EQ(take(fd[1], got, 0, 0), -1);

	/* Or with the socket that was to have it. */
	CHECK_EQ(give(fd[0], other + 1, 1), 1);
	CHECK_EQ(close(other[1]), 0);
	CHECK_EQ(fcntl(other[0], F_SETFL, O_NONBLOCK), 0);
	CHECK_ERRNO(read(other[0], buffer, 1), EAGAIN);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(read(other[0], buffer, 1), 0);
	CHECK_EQ(close(other[0]) | close(fd[0]), 0);
}

int main(void)
{
	int fd[2], other[2], file, bad = 999, got[4];
	char buffer[16];
	struct stat a, b;

	rights(SOCK_STREAM);
	rights(SOCK_DGRAM);
	rights(SOCK_SEQPACKET);

	/* A file keeps its position. */
	PUT("f", "0123456789");
	file = OPEN("f", O_RDONLY);
	CHECK_EQ(read(file, buffer, 4), 4);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(give(fd[0], &file, 1), 1);
	CHECK_EQ(fstat(file, &a), 0);
	CHECK_EQ(close(file), 0);
	CHECK_EQ(take(fd[1], got, 1, 0), 1);
	CHECK_EQ(fstat(got[0], &b), 0);
	CHECK_EQ(a.st_ino, b.st_ino);
	CHECK_EQ(read(got[0], buffer, 2), 2);
	CHECK_MEM(buffer, "45", 2);

	/* In a stream, what comes after a descriptor waits for the next call. */
	CHECK_EQ(write(fd[0], "ab", 2), 2);
	CHECK_EQ(give(fd[0], got, 1), 1);
	CHECK_EQ(write(fd[0], "cd", 2), 2);
	CHECK_EQ(recv(fd[1], buffer, 16, 0), 3);
	CHECK_EQ(recv(fd[1], buffer, 16, 0), 2);
	/* Looking at it gives one, taking it another. */
	CHECK_EQ(give(fd[0], got, 1), 1);
	CHECK_EQ(take(fd[1], other, 1, MSG_PEEK), 1);
	CHECK_EQ(take(fd[1], other + 1, 1, 0), 1);
	CHECK(other[0] != other[1]);
	CHECK_EQ(close(other[0]) | close(other[1]), 0);

	CHECK_ERRNO(give(fd[0], &bad, 1), EBADF);
	struct iovec part = {"x", 1};
	struct cmsghdr broken = {.cmsg_len = 3, .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &broken,
				 .msg_controllen = sizeof broken};
	CHECK_ERRNO(sendmsg(fd[0], &message, 0), EINVAL);
	broken.cmsg_len = sizeof broken;
	broken.cmsg_type = 77;
	CHECK_ERRNO(sendmsg(fd[0], &message, 0), EINVAL);
	CHECK_ERRNO(recv(fd[1], buffer, 1, MSG_DONTWAIT), EAGAIN);
}
