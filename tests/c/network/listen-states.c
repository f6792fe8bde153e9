/* listen: without an address, twice, and where it cannot. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	socklen_t length = sizeof at;
	int fds[2], fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_ERRNO(accept(fd, NULL, NULL), EINVAL);
	CHECK_EQ(listen(fd, 3), 0);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ACCEPTCONN), 1);
	CHECK_EQ(getsockname(fd, (void *)&at, &length), 0);
	CHECK_EQ(at.sin_addr.s_addr, htonl(INADDR_ANY));
	CHECK(at.sin_port != 0);
	CHECK_EQ(listen(fd, 5), 0);
	CHECK_EQ(listen(fd, -1), 0);
	CHECK_EQ(listen(fd, 0), 0);
	CHECK_ERRNO(bind(fd, (void *)&at, sizeof at), EINVAL);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EISCONN);
	CHECK_ERRNO(read(fd, &at, 1), ENOTCONN);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);

	connection(fds);
	CHECK_ERRNO(listen(fds[0], 1), EINVAL);
	CHECK_ERRNO(accept(fds[0], NULL, NULL), EINVAL);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK_ERRNO(listen(fd, 1), EOPNOTSUPP);
	CHECK_ERRNO(accept(fd, NULL, NULL), EOPNOTSUPP);
}
