/* The lowest descriptor is used again, and nothing of the old socket is left. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), fd, next;
	char text[4];

	fd = connected(SOCK_STREAM, &at);
	CHECK_EQ(write(accept(listener, NULL, NULL), "old", 3), 3);
	CHECK_EQ(await(fd, POLLIN), POLLIN);
	CHECK_EQ(recv(fd, text, 1, MSG_PEEK), 1);
	CHECK_EQ(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1), 0);
	nonblocking(fd);
	CHECK_EQ(close(fd), 0);
	next = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_EQ(next, fd);
	CHECK_EQ(fcntl(next, F_GETFL) & O_NONBLOCK, 0);
	CHECK_EQ(option(next, SOL_SOCKET, SO_REUSEADDR), 0);
	CHECK_ERRNO(read(next, text, 1), ENOTCONN);
}
