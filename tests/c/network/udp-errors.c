/* Datagrams that cannot be sent. */
#include "../network.h"

static char large[70000];

int main(void)
{
	struct sockaddr_in at;
	struct sockaddr_in6 six = loopback6(htons(9));
	int fd = bound(SOCK_DGRAM, &at);

	CHECK_ERRNO(send(fd, "x", 1, 0), EDESTADDRREQ);
	CHECK_ERRNO(sendto(fd, large, 65508, 0, (void *)&at, sizeof at),
		    EMSGSIZE);
	CHECK_ERRNO(sendto(fd, large, sizeof large, 0, (void *)&at, sizeof at),
		    EMSGSIZE);
	CHECK_EQ(sendto(fd, large, 65507, 0, (void *)&at, sizeof at), 65507);
	CHECK_EQ(recv(fd, large, sizeof large, 0), 65507);
	CHECK_ERRNO(sendto(fd, "x", 1, 0, (void *)&at, 8), EINVAL);
	CHECK_ERRNO(sendto(fd, "x", 1, 0, (void *)&six, sizeof six),
		    EAFNOSUPPORT);
	at.sin_port = 0;
	CHECK_ERRNO(sendto(fd, "x", 1, 0, (void *)&at, sizeof at), EINVAL);
	CHECK_ERRNO(shutdown(fd, SHUT_WR), ENOTCONN);
}
