/* As many sockets as there are descriptors, and no more: EMFILE. Closing frees them. */
#include "../network.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit = { 40, 40 };
	struct sockaddr_in at;
	int listener = listening(&at), last = -1, fd;

	connected(SOCK_STREAM, &at);
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	while ((fd = socket(AF_INET, SOCK_DGRAM, 0)) >= 0)
		last = fd;
	CHECK_EQ(errno, EMFILE);
	CHECK_EQ(last, 39);
	CHECK_ERRNO(socket(AF_INET, SOCK_STREAM, 0), EMFILE);
	CHECK_ERRNO(accept(listener, NULL, NULL), EMFILE);
	CHECK_EQ(close(last), 0);
	/* The connection is still there. */
	CHECK_EQ(accept(listener, NULL, NULL), last);
}
