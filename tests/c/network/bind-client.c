/* A socket that has an address connects from there. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, mine, peer;
	socklen_t length = sizeof peer;
	int listener = listening(&at), fd = bound(SOCK_STREAM, &mine);

	CHECK_EQ(connect(fd, (void *)&at, sizeof at), 0);
	CHECK(accept(listener, (void *)&peer, &length) >= 0);
	CHECK_MEM(&peer, &mine, sizeof mine);
}
