/* A thousand connections, one after the other. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), got;

	for (int i = 0; i < 1000; i++) {
		int fd = connected(SOCK_STREAM, &at);
		int other = accept(listener, NULL, NULL);

		CHECK(other >= 0);
		CHECK_EQ(write(fd, &i, sizeof i), sizeof i);
		CHECK_EQ(read(other, &got, sizeof got), sizeof got);
		CHECK_EQ(got, i);
		/* The server first, so that the ports of the clients are free. */
		CHECK_EQ(close(other), 0);
		CHECK_EQ(read(fd, &got, sizeof got), 0);
		CHECK_EQ(close(fd), 0);
	}
}
