/* connect: addresses that are not of the family, or not whole. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at = loopback(htons(1));
	struct sockaddr_in6 six = loopback6(htons(1));
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int file = OPEN("f", O_RDWR | O_CREAT);

	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at - 1), EINVAL);
	CHECK_ERRNO(connect(fd, (void *)&at, 1), EINVAL);
	CHECK_ERRNO(connect(fd, (void *)&six, sizeof six), EAFNOSUPPORT);
	at.sin_family = AF_UNIX;
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), EAFNOSUPPORT);
	at = loopback(0);
	CHECK_ERRNO(connect(fd, (void *)&at, sizeof at), ECONNREFUSED);
	CHECK_ERRNO(connect(file, (void *)&at, sizeof at), ENOTSOCK);
	CHECK_ERRNO(connect(99, (void *)&at, sizeof at), EBADF);
}
