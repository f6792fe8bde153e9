/* A stream pair: bytes run together, both ways, and end with the other side. */
#include "../check.h"
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

int main(void)
{
	int fd[2], n;
	char buffer[16];
	struct stat status;

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(fstat(fd[0], &status), 0);
	CHECK(S_ISSOCK(status.st_mode));
	CHECK_ERRNO(lseek(fd[0], 0, SEEK_CUR), ESPIPE);
	CHECK_EQ(fcntl(fd[0], F_GETFL) & O_ACCMODE, O_RDWR);

	CHECK_EQ(write(fd[0], "abc", 3), 3);
	CHECK_EQ(send(fd[0], "def", 3, 0), 3);
	CHECK_EQ(write(fd[0], "", 0), 0);
	CHECK_EQ(ioctl(fd[1], FIONREAD, &n), 0);
	CHECK_EQ(n, 6);
	CHECK_EQ(recv(fd[1], buffer, 16, MSG_PEEK), 6);
	CHECK_MEM(buffer, "abcdef", 6);
	CHECK_EQ(read(fd[1], buffer, 0), 0);
	CHECK_EQ(read(fd[1], buffer, 2), 2);
	CHECK_MEM(buffer, "ab", 2);
	CHECK_EQ(recv(fd[1], buffer, 2, MSG_WAITALL), 2);
	CHECK_MEM(buffer, "cd", 2);
	CHECK_EQ(recv(fd[1], buffer, 16, 0), 2);
	CHECK_MEM(buffer, "ef", 2);
	CHECK_ERRNO(recv(fd[1], buffer, 1, MSG_DONTWAIT), EAGAIN);

	struct iovec out[] = {{"12", 2}, {"", 0}, {"345", 3}};
	CHECK_EQ(writev(fd[1], out, 3), 5);
	char left[2], right[9];
	struct iovec in[] = {{left, 2}, {right, 9}};
	CHECK_EQ(readv(fd[0], in, 2), 5);
	CHECK_MEM(left, "12", 2);
	CHECK_MEM(right, "345", 3);

	/* Data that was sent before the end still arrives. */
	CHECK_EQ(write(fd[1], "last", 4), 4);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(read(fd[0], buffer, 16), 4);
	CHECK_EQ(read(fd[0], buffer, 16), 0);
	CHECK_EQ(read(fd[0], buffer, 16), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_ERRNO(send(fd[0], "x", 1, MSG_NOSIGNAL), EBADF);
	CHECK_ERRNO(recv(fd[0], buffer, 1, 0), EBADF);
}
