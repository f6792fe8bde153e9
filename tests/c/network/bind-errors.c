/* bind: each error. */
#include "../network.h"

static void check(int type)
{
	struct sockaddr_in at = loopback(0), taken;
	struct sockaddr_in6 six = loopback6(0);
	int fd = socket(AF_INET, type, 0), other;

	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at - 1), EINVAL);
	CHECK_ERRNO(bind(fd, (void *)&six, sizeof six), EAFNOSUPPORT);
	at.sin_family = AF_UNIX;
	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at), EAFNOSUPPORT);
	at.sin_family = AF_INET;
	/* An address for documentation, which no machine has. */
	at.sin_addr.s_addr = htonl(0xc0000207);
	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at), EADDRNOTAVAIL);
	/* After all of these, it has no address yet. */
	at = loopback(0);
	CHECK_EQ(bind(fd, (void *)&at, sizeof at), 0);
	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at), EINVAL);

	other = bound(type, &taken);
	if (type == SOCK_STREAM)
		CHECK_EQ(listen(other, 1), 0);
	fd = socket(AF_INET, type, 0);
	CHECK_ERRNO(bind(fd, (void *)&taken, sizeof taken), EADDRINUSE);
	CHECK_EQ(close(other), 0);
	CHECK_EQ(bind(fd, (void *)&taken, sizeof taken), 0);
}

int main(void)
{
	check(SOCK_STREAM);
	check(SOCK_DGRAM);
}
