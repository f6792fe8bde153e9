/* socket: SOCK_NONBLOCK and SOCK_CLOEXEC set flags of the descriptor. */
#include "../network.h"

static void check(int flags, int status, int descriptor)
{
	int fd = socket(AF_INET, SOCK_STREAM | flags, 0);

	CHECK(fd >= 0);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_NONBLOCK, status);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDWR);
	CHECK_EQ(fcntl(fd, F_GETFD), descriptor);
}

int main(void)
{
	check(0, 0, 0);
	check(SOCK_NONBLOCK, O_NONBLOCK, 0);
	check(SOCK_CLOEXEC, 0, FD_CLOEXEC);
	check(SOCK_NONBLOCK | SOCK_CLOEXEC, O_NONBLOCK, FD_CLOEXEC);
}
