/* There is no network: sockets for it are refused, at once and for a reason. */
#include "../check.h"
#include <sys/socket.h>

int main(void)
{
	int fd[2];

	CHECK_ERRNO(socket(AF_INET, SOCK_STREAM, 0), EAFNOSUPPORT);
	CHECK_ERRNO(socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0), EAFNOSUPPORT);
	CHECK_ERRNO(socket(AF_NETLINK, SOCK_RAW, 0), EAFNOSUPPORT);
	CHECK_ERRNO(socketpair(AF_INET, SOCK_STREAM, 0, fd), EAFNOSUPPORT);
}
