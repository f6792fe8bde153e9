/* socketpair: a stream in both directions, shutdown, and messages that stay apart. */
#include "../check.h"
#include <sys/socket.h>

int main(void)
{
	int fd[2];
	char buffer[16];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	CHECK_EQ(write(fd[0], "ping", 4), 4);
	CHECK_EQ(read(fd[1], buffer, 16), 4);
	CHECK_EQ(send(fd[1], "pong", 4, 0), 4);
	CHECK_EQ(recv(fd[0], buffer, 16, MSG_PEEK), 4);
	CHECK_EQ(recv(fd[0], buffer, 16, 0), 4);
	CHECK_MEM(buffer, "pong", 4);
	CHECK_EQ(shutdown(fd[0], SHUT_WR), 0);
	CHECK_EQ(read(fd[1], buffer, 16), 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, fd), 0);
	CHECK_EQ(send(fd[0], "one", 3, 0), 3);
	CHECK_EQ(send(fd[0], "two", 3, 0), 3);
	CHECK_EQ(recv(fd[1], buffer, 16, 0), 3);
	CHECK_EQ(recv(fd[1], buffer, 2, 0), 2);
	CHECK_MEM(buffer, "tw", 2);
}
