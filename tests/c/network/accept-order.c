/* Connections are accepted in their order, also those whose peer has gone. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, peer, want[4];
	socklen_t length = sizeof peer;
	int listener = listening(&at), fd;
	char byte;

	for (int i = 0; i < 4; i++) {
		fd = connected(SOCK_STREAM, &at);
		CHECK_EQ(getsockname(fd, (void *)&want[i], &length), 0);
		CHECK_EQ(write(fd, &"0123"[i], 1), 1);
		CHECK_EQ(close(fd), 0);
	}
	for (int i = 0; i < 4; i++) {
		fd = accept(listener, (void *)&peer, &length);
		CHECK(fd >= 0);
		CHECK_EQ(peer.sin_port, want[i].sin_port);
		CHECK_EQ(read(fd, &byte, 1), 1);
		CHECK_EQ(byte, '0' + i);
		CHECK_EQ(read(fd, &byte, 1), 0);
	}
}
