/* SO_RCVTIMEO: read, recv, accept and recvfrom stop waiting with EAGAIN. */
#include "../network.h"
#include <sys/time.h>
#include <time.h>

static void limit(int fd)
{
	struct timeval time = { 0, 30000 };

	CHECK_EQ(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time), 0);
}

int main(void)
{
	struct sockaddr_in at;
	struct timespec start, end;
	int fds[2], listener = listening(&at), udp = bound(SOCK_DGRAM, &at);
	char text[4];

	connection(fds);
	limit(fds[0]);
	clock_gettime(CLOCK_MONOTONIC, &start);
	CHECK_ERRNO(read(fds[0], text, 4), EAGAIN);
	clock_gettime(CLOCK_MONOTONIC, &end);
	CHECK((end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec -
		      start.tv_nsec >= 29000000);
	CHECK_ERRNO(recv(fds[0], text, 4, MSG_PEEK), EAGAIN);
	/* Less than all, if there is some. */
	CHECK_EQ(write(fds[1], "ab", 2), 2);
	CHECK_EQ(recv(fds[0], text, 4, MSG_WAITALL), 2);
	limit(listener);
	CHECK_ERRNO(accept(listener, NULL, NULL), EAGAIN);
	limit(udp);
	CHECK_ERRNO(recv(udp, text, 4, 0), EAGAIN);
}
