/* select and pselect of sockets. */
#include "../network.h"
#include <sys/select.h>

int main(void)
{
	struct sockaddr_in at;
	struct timeval none = { 0, 0 };
	struct timespec time = { 10, 0 };
	int fds[2], listener = listening(&at);
	fd_set reads, writes;

	connection(fds);
	FD_ZERO(&reads);
	FD_SET(fds[0], &reads);
	FD_SET(listener, &reads);
	FD_ZERO(&writes);
	FD_SET(fds[1], &writes);
	CHECK_EQ(select(FD_SETSIZE, &reads, &writes, NULL, NULL), 1);
	CHECK(FD_ISSET(fds[1], &writes));
	CHECK(!FD_ISSET(fds[0], &reads) && !FD_ISSET(listener, &reads));

	CHECK_EQ(write(fds[1], "x", 1), 1);
	FD_SET(fds[0], &reads);
	FD_SET(listener, &reads);
	CHECK_EQ(pselect(FD_SETSIZE, &reads, NULL, NULL, &time, NULL), 1);
	CHECK(FD_ISSET(fds[0], &reads) && !FD_ISSET(listener, &reads));
	FD_ZERO(&reads);
	FD_SET(listener, &reads);
	CHECK_EQ(select(FD_SETSIZE, &reads, NULL, NULL, &none), 0);
	connected(SOCK_STREAM, &at);
	FD_SET(listener, &reads);
	CHECK_EQ(select(FD_SETSIZE, &reads, NULL, NULL, NULL), 1);
	CHECK(FD_ISSET(listener, &reads));
}
