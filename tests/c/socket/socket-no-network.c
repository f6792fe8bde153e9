/* There is no network: network sockets are refused at once, with a fitting
 * error. */
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
