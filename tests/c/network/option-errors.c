/* Options that there are not, and values that are too short. */
#include "../network.h"

int main(void)
{
	int value = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t size = sizeof value;
	short part[2] = { -1, -1 };

	CHECK_ERRNO(set_option(fd, SOL_SOCKET, 9999, 1), ENOPROTOOPT);
	CHECK_ERRNO(getsockopt(fd, SOL_SOCKET, 9999, &value, &size),
		    ENOPROTOOPT);
	CHECK_ERRNO(set_option(fd, IPPROTO_TCP, 9999, 1), ENOPROTOOPT);
	CHECK_ERRNO(set_option(fd, IPPROTO_IP, 9999, 1), ENOPROTOOPT);
	CHECK_ERRNO(set_option(fd, 9999, 1, 1), ENOPROTOOPT);
	CHECK_ERRNO(getsockopt(fd, 9999, 1, &value, &size), EOPNOTSUPP);
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, 3),
		    EINVAL);
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, 0),
		    EINVAL);
	CHECK_ERRNO(set_option(fd, SOL_SOCKET, SO_TYPE, 1), ENOPROTOOPT);
	CHECK_ERRNO(set_option(fd, SOL_SOCKET, SO_ERROR, 1), ENOPROTOOPT);
	CHECK_ERRNO(set_option(99, SOL_SOCKET, SO_REUSEADDR, 1), EBADF);
	/* As much of a value as there is room for. */
	size = 2;
	CHECK_EQ(getsockopt(fd, SOL_SOCKET, SO_TYPE, part, &size), 0);
	CHECK_EQ(size, 2);
	CHECK_EQ(part[0], SOCK_STREAM);
	CHECK_EQ(part[1], -1);
	size = -1;
	CHECK_ERRNO(getsockopt(fd, SOL_SOCKET, SO_TYPE, part, &size), EINVAL);
}
