/* The same for a program whose numbers are not the host's: they can be copied and passed. */
#include "../check.h"
#include <poll.h>
#include <sys/socket.h>

int main(void)
{
	int listener = dup(4), fd, copy, pair[2];
	char buffer[16];

	CHECK(listener > 4);
	CHECK_EQ(close(4), 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK_EQ(write(pair[0], "x", 1), 1);
	struct pollfd entries[] = {{listener, POLLIN, 0}, {pair[1], POLLIN, 0}};
	CHECK(poll(entries, 2, -1) >= 1);
	CHECK_EQ(entries[1].revents, POLLIN);
	CHECK_EQ(poll(entries, 1, -1), 1);
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDWR);
	CHECK(fd > listener);
	CHECK_ERRNO(accept4(listener, NULL, NULL, 1), EINVAL);
	copy = dup2(fd, 50);
	CHECK_EQ(copy, 50);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(recv(copy, buffer, 4, MSG_WAITALL), 4);
	CHECK_MEM(buffer, "ping", 4);
	CHECK_ERRNO(listen(copy, 1), EINVAL);
	CHECK_ERRNO(bind(copy, &(struct sockaddr){0}, sizeof(struct sockaddr)), EINVAL);
	CHECK_ERRNO(connect(copy, &(struct sockaddr){0}, sizeof(struct sockaddr)), EISCONN);
	CHECK_EQ(dup2(copy, 1), 1);
	CHECK_EQ(close(copy), 0);
	printf("printed\n");
	fflush(stdout);
	CHECK_EQ(shutdown(1, SHUT_RDWR), 0);
}
